"""Groups planted into real data (semi-synthetic), and what is found in real data as it is.

`python -m benchmarks.injected DATA_FOLDER` reads college_msg, german_elections and fake_stars from there.
"""
