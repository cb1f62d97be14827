// Which Debian packages are needed, and what they are called here: releases with 64-bit time have renamed some to `...t64`.
// Pure, so that it is tested without a Debian.

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
  'build-essential',
  'python3',
  'pkg-config',
  'fakeroot',
  // The commands that the review shows are run for real.
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

/** Packages of `wanted` that are not installed under either of their names. */
export function missingPackages(wanted, installed) {
  return wanted.filter((name) => !installed.has(name) && !installed.has(`${name}t64`))
}

/** The name to install: with `t64` where only that one can be installed. `available(name)` asks the package lists. */
export function nameHere(name, available) {
  return !available(name) && available(`${name}t64`) ? `${name}t64` : name
}
