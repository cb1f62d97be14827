// Environment variables of a desktop session. What ties a process to the caller's own desktop, home or npm run is left out.

const tied =
  /^(HOME|USER|LOGNAME|USERNAME|MAIL|SHELL|PWD|OLDPWD|TMPDIR|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|SSH_.*|GPG_.*|SUDO_.*|DBUS_.*|XDG_.*|GNOME_.*|ELECTRON_.*|npm_.*|NODE_OPTIONS|INIT_CWD)$/i

/** The part of `env` that a session starts with; `nodeFolder` comes first on its PATH. */
export function sessionEnvironment(env, nodeFolder) {
  const kept = Object.entries(env).filter(([name]) => !tied.test(name))
  return {
    LANG: 'C.UTF-8',
    // Here a keychain answers, so the tests insist on it.
    SSO_WORKBENCH_DESKTOP: '1',
    ...Object.fromEntries(kept),
    PATH: [nodeFolder, env['PATH']].filter(Boolean).join(':'),
  }
}

/**
 * What a session brings along beside its bus. With a `display` of the person's own it shows the app to a person who may
 * type a real key: there is no keychain then, since the one made for tests protects nothing and what it holds would stay
 * in a home that stays, and the app is told to keep keys in memory.
 *
 * @param {string | undefined} display an existing display
 */
export function sessionFor(display) {
  return display
    ? { startsKeychain: false, switches: ['--keychain-for-tests'] }
    : { startsKeychain: true, switches: [] }
}

/** Keychain files of earlier sessions with a person's display, below their home: any key in them is as good as open. */
export const earlierKeychains = '.local/share/keyrings'
