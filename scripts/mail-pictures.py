#!/usr/bin/env python3
"""Pictures of every kind of mail, in each language, light and dark, made by a headless Chromium.

    scripts/mail-pictures.py [--hard] [FOLDER]

The mails are the goldens of the tests, so no daemon is needed. FOLDER is .build/mail-pictures without one. --hard puts
the worst that people write into them: subjects without end or spaces, both directions of writing, emoji.
"""
import email
import email.policy
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent
GOLDENS = PROJECT / "Tests/TallyStoreTests/mail-goldens"
# What the goldens hold, and what stands there instead.
HARD = {
    "Der Drucker brennt 🔥": "Fwd: Re: AW: " + "Donaudampfschifffahrtsgesellschaftskapitän" * 3
    + " طابعة الطابق الثالث تحترق 🔥🔥 プリンターが燃えています " + "and so on, " * 8,
    "Smoke comes out of it.": "https://example.com/" + "a" * 180 + " مرحبا، الطابعة لا تعمل منذ الصباح. 👩‍🚒👨‍👩‍👧‍👦",
    "replaced the cable": "שלום! החלפתי את הכבל. " + "x" * 200,
    "Alice Müller": "Ἀλεξάνδρα von und zu " + "Überlangnamenhausen" * 3,
    "Sam": "سامي Sam",
}


def html(golden: pathlib.Path, is_hard: bool) -> str:
    """The HTML form of a mail."""
    message = email.message_from_bytes(golden.read_bytes(), policy=email.policy.default)
    text = message.get_body(("html",)).get_content()
    for plain, hard in HARD.items() if is_hard else ():
        text = text.replace(plain, hard)
    return text


def picture(page: pathlib.Path, target: pathlib.Path, is_dark: bool, width: int) -> None:
    """What a mail program with this preference shows."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("mail-pictures: Chromium is needed: apt-get install chromium")
    subprocess.run(
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--blink-settings=preferredColorScheme={0 if is_dark else 1}", f"--window-size={width},1400",
            f"--screenshot={target}", page.as_uri(),
        ], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)


def main() -> None:
    """Makes all of them."""
    words = [word for word in sys.argv[1:] if word != "--hard"]
    is_hard = "--hard" in sys.argv
    folder = pathlib.Path(words[0]) if words else PROJECT / ".build/mail-pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as pages:
        for golden in sorted(GOLDENS.rglob("*.eml")):
            language = golden.parent.name if golden.parent != GOLDENS else "en"
            page = pathlib.Path(pages) / "mail.html"
            page.write_text(html(golden, is_hard), encoding="utf-8")
            for scheme in ("light", "dark"):
                picture(page, folder / f"{golden.stem}.{language}.{scheme}.png", scheme == "dark", 680)
            picture(page, folder / f"{golden.stem}.{language}.phone.png", False, 400)
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


if __name__ == "__main__":
    main()
