#!/usr/bin/env python3
"""Makes the app package that a Teams admin uploads: the manifest with the bot's id and host filled in, and the two icons.

The same arguments always make the same bytes.
"""
import json
import pathlib
import re
import sys
import zipfile

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+", re.IGNORECASE)
FILES = ["manifest.json", "color.png", "outline.png"]


def fail(message):
    sys.exit(f"teams-package: {message}")


def main(arguments):
    if len(arguments) not in (2, 3):
        fail("usage: ./dev teams-package <app-id> [host]\n"
             "  app-id  the bot's Application (client) ID in Entra, the same as Teams:AppId\n"
             "  host    where the bot is reachable, such as backoutbot.example.com; the app's About page links there")
    output, app_id = pathlib.Path(arguments[0]), arguments[1]
    host = arguments[2] if len(arguments) == 3 else "example.com"
    if not GUID.fullmatch(app_id):
        fail(f"'{app_id}' is no app id: copy the Application (client) ID of the app registration, such as 00000000-1111-2222-3333-444444444444")
    if not HOST.fullmatch(host):
        fail(f"'{host}' is no host name: give it without https:// and without a path, such as backoutbot.example.com")

    source = pathlib.Path(__file__).parent
    template = (source / "manifest.json").read_text(encoding="utf-8")
    manifest = template.replace("${APP_ID}", app_id.lower()).replace("${HOST}", host.lower())
    if "${" in manifest:
        fail("manifest.json has a placeholder that nothing fills")
    json.loads(manifest)

    output.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name in FILES:
            content = manifest.encode("utf-8") if name == "manifest.json" else (source / name).read_bytes()
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)
    if len(arguments) == 2:
        print("teams-package: no host was given, so the app's About page links to example.com", file=sys.stderr)
    print(output)


if __name__ == "__main__":
    main(sys.argv[1:])
