// The required Debian packages, and their names here: releases with 64-bit time have renamed some to `...t64`. Pure, so that
// it can be tested without Debian.

/** What the desktop of the tests, keytar's compilation and Electron need. */
export const systemPackages = [
  'xvfb',
  'xauth',
  'dbus',
  'dbus-x11',
  'gnome-keyring',
  'libsecret-1-dev',
  'libsecret-tools',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  // Without it Electron shows no notifications.
  'libnotify4',
  'build-essential',
  'python3',
  'pkg-config',
  'fakeroot',
  // The commands shown in the review are run in tests.
  'curl',
  'jq',
]

/** Names from the output of `dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n'` that are installed. */
export function installedNames(listing) {
  return new Set(
    listing
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, status]) => status?.startsWith('ii'))
      .map(([name]) => name.replace(/:.*$/, '')),
  )
}

/** Packages of `wanted` that are not installed under either name. */
export function missingPackages(wanted, installed) {
  return wanted.filter((name) => !installed.has(name) && !installed.has(`${name}t64`))
}

/** The name to install: with `t64` if only that one is available. `available(name)` queries the package lists. */
export function nameHere(name, available) {
  return !available(name) && available(`${name}t64`) ? `${name}t64` : name
}
