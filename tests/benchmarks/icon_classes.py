"""Icons of several themes as classes: OUT/learn/NAME/THEME.png and OUT/new/NAME/THEME.png, each a class of an icon's name.

    icon_classes.py OUT [ICONS]

ICONS is a folder of icon themes, /usr/share/icons if not given; with Debian's gnome-icon-theme, oxygen-icon-theme, tango-icon-theme,
mate-icon-theme, lxde-icon-theme and faenza-icon-theme hundreds of names are drawn in three themes or more. Links and copies of an image that is there already are left out, so that no image has two names. Every third name is new.
"""
import collections
import glob
import hashlib
import os
import shutil
import sys

out = sys.argv[1]
icons = sys.argv[2] if len(sys.argv) > 2 else "/usr/share/icons"
layouts = {
    "gnome": "gnome/32x32/*/",
    "oxygen": "oxygen/base/32x32/*/",
    "Faenza": "Faenza/*/32/",
    "nuoveXT2": "nuoveXT2/32x32/*/",
    "Tango": "Tango/32x32/*/",
    "menta": "menta/32x32/*/",
}

drawn = collections.defaultdict(dict)
seen = set()
for theme, layout in layouts.items():
    for path in sorted(glob.glob(f"{icons}/{layout}*.png")):
        if os.path.islink(path):
            continue
        with open(path, "rb") as file:
            image = hashlib.sha256(file.read()).digest()
        if image in seen:
            continue
        seen.add(image)
        drawn[os.path.basename(path)[:-4]].setdefault(theme, path)

names = sorted(name for name, images in drawn.items() if len(images) >= 3)
for number, name in enumerate(names):
    folder = os.path.join(out, "learn" if number % 3 else "new", name)
    os.makedirs(folder)
    for theme, path in drawn[name].items():
        shutil.copy(path, f"{folder}/{theme}.png")
print(f"{len(names)} names in {out}/learn and {out}/new")
