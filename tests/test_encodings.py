"""Texts in other encodings than UTF-8: read in the right one, told, or as the user says."""

from pathlib import Path
from random import Random

import pytest

import likewise
from likewise.errors import InputError
from likewise.ingest.readers.encodings import guessed
from wild_reading import command, read

WORDS = {
    "gb18030": ("用户", "发布时间", "陈小明", "林美丽", "今天天气很好", "黄先生"),
    "big5": ("用戶", "發佈時間", "陳小明", "林美麗", "今天天氣很好", "黃先生"),
    "cp949": ("사용자", "작성시간", "김민수", "이영희", "오늘 날씨 좋다", "박선생"),
    "cp932": ("ユーザー", "投稿日時", "田中太郎", "佐藤花子", "今日はいい天気", "鈴木さん"),
    "cp1251": ("пользователь", "дата", "Иван Петров", "Мария", "хорошая погода", "Ольга"),
    "cp1253": ("χρήστης", "ημερομηνία", "Γιώργος", "Μαρία", "καλημέρα", "Ελένη"),
    "cp1252": ("usuário", "publicação", "João", "Antônio", "coração", "Conceição"),
    "cp1254": ("kullanıcı", "gönderi", "Ayşe", "Gülşah", "çok güzel olmuş", "Işıl"),
}


def log(names: tuple[str, ...], rng: Random, header: tuple[str, str]) -> str:
    rows = [f"{rng.choice(names)},p{n % 9},2026-02-0{1 + n % 9} 10:{n % 60:02}:00" for n in range(40)]
    return "\n".join([f"{header[0]},post_id,{header[1]}", *rows]) + "\n"


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("encoding", WORDS)
def test_the_encoding_is_guessed_and_told(tmp_path: Path, encoding: str, named: bool) -> None:
    words = WORDS[encoding]
    header = ("user_id", "liked_at") if named else (words[0], "liked_at")
    text = log(words[2:], Random(encoding), header)
    path = tmp_path / "likes.csv"
    path.write_bytes(text.encode(encoding))
    assert {one["actor"] for one in read(path, read_as="likes", mapping={"actor": header[0]}).events} <= set(words[2:])
    done = command("check", path, "--as", "likes", "--map", f"actor={header[0]}")
    assert encoding.upper() in done.stdout and "--encoding" in done.stdout


def test_what_the_user_says_goes_before_a_guess(tmp_path: Path) -> None:
    text = log(("Tomáš", "Jiří", "Božena"), Random(1), ("user_id", "liked_at"))
    path = tmp_path / "likes.csv"
    path.write_bytes(text.encode("cp1250"))
    assert {one["actor"] for one in read(path, encoding="windows-1250").events} == {"Tomáš", "Jiří", "Božena"}
    plain = tmp_path / "plain.csv"
    plain.write_text(text, encoding="utf-8")
    both = read([path, plain], encoding="cp1250")
    assert {one["actor"] for one in both.events} == {"Tomáš", "Jiří", "Božena"}


def test_an_encoding_that_there_is_not_is_said(tmp_path: Path) -> None:
    path = tmp_path / "likes.csv"
    path.write_bytes(log(("João",), Random(1), ("user_id", "liked_at")).encode("cp1252"))
    for wrong in ("utf-99", "zip", "base64"):
        with pytest.raises(InputError, match="no such encoding"):
            likewise.read(path, encoding=wrong)
    refused = command("check", path, "--encoding", "utf-99", "--lang", "zh")
    assert refused.returncode == 2 and "没有这种编码" in refused.stderr


HEADERS = {
    "gb18030": (
        "昵称,笔记,日期",
        "用户,作品ID,创建时间",
        "姓名,视频,时间",
        "账号,帖子,点赞时间",
        "用户名,链接,发布时间",
    ),
    "big5": ("標題,發布時間,讚數", "用戶,貼文,時間", "暱稱,影片,日期"),
    "cp949": ("사용자,게시물,시간", "닉네임,동영상,날짜"),
}


@pytest.mark.parametrize(("encoding", "header"), [(name, one) for name, every in HEADERS.items() for one in every])
def test_a_header_alone_tells_the_encoding(encoding: str, header: str) -> None:
    text = header + "\n" + "\n".join(f"u{n % 7},p{n % 5},2026-03-{n % 28 + 1:02} 10:00" for n in range(40)) + "\n"
    assert guessed(text.encode(encoding)) == encoding


@pytest.mark.parametrize("wrong", ["undefined", "idna", "rot13", ""])
def test_a_codec_that_reads_no_texts_is_no_encoding(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "likes.csv"
    path.write_bytes(log(("João",), Random(1), ("user_id", "liked_at")).encode("cp1252"))
    with pytest.raises(InputError, match="no such encoding"):
        likewise.read(path, encoding=wrong)
