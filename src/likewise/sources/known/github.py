"""Stars on GitHub: what its API lists for a repository, what GH Archive records, and StarScout's tables.

A repository's owner stands for its author. The API's list doesn't name the repository, so that its file must.
"""

from likewise.sources.known.face import Known, Part, Signature

_OWNER = "nullif(split_part(repo, '/', 1), '')"

_FILE = r"coalesce(repository, regexp_extract(file, '([^/\\:]+?)(?:\.(?:json|jsonl|gz|zst))*$', 1))"

STARGAZERS = Known(
    name="github-stargazers",
    title="GitHub API stargazers",
    signatures=(Signature(("starred_at", "user")),),
    fields={"login": ("user.login",), "starred": ("starred_at",), "repository": ("repository", "repo")},
    parts=(
        Part(
            "events",
            columns={"actor": "login", "post": "repository", "time": "starred"},
            made={"post": _FILE},
            kind="like",
        ),
    ),
    says=("post_is_file",),
    page="https://docs.github.com/en/rest/activity/starring",
)

ARCHIVE = Known(
    name="gh-archive",
    title="GH Archive",
    signatures=(Signature(("type", "actor", "repo", "payload", "created_at")),),
    fields={"sort": ("type",), "login": ("actor.login",), "repo": ("repo.name",), "created": ("created_at",)},
    parts=(
        Part(
            "events",
            columns={"actor": "login", "author": "repo", "post": "repo", "time": "created"},
            made={"author": _OWNER},
            aside={"no act": "sort is distinct from 'WatchEvent'"},
            kind="like",
        ),
    ),
    page="https://www.gharchive.org",
)

STARSCOUT = Known(
    name="starscout",
    title="StarScout",
    signatures=(Signature(("actor", "repo_name", "starred_at")),),
    fields={"login": ("actor",), "repo": ("repo_name",), "starred": ("starred_at",)},
    parts=(
        Part(
            "events",
            columns={"actor": "login", "author": "repo", "post": "repo", "time": "starred"},
            made={"author": _OWNER},
            kind="like",
        ),
    ),
    page="https://github.com/hehao98/StarScout",
)

SOURCES = (STARGAZERS, ARCHIVE, STARSCOUT)
