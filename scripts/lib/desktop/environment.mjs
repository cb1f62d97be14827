// Environment variables of a desktop session, without those that tie a process to the caller's desktop, home or npm run.

const tied =
  /^(HOME|USER|LOGNAME|USERNAME|MAIL|SHELL|PWD|OLDPWD|TMPDIR|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|SSH_.*|GPG_.*|SUDO_.*|DBUS_.*|XDG_.*|GNOME_.*|ELECTRON_.*|npm_.*|NODE_OPTIONS|INIT_CWD)$/i

/** The part of `env` that a session starts with; `nodeFolder` comes first on its PATH. */
export function sessionEnvironment(env, nodeFolder) {
  const kept = Object.entries(env).filter(([name]) => !tied.test(name))
  return {
    LANG: 'C.UTF-8',
    // There is a keychain, so the tests require it.
    SSO_WORKBENCH_DESKTOP: '1',
    ...Object.fromEntries(kept),
    PATH: [nodeFolder, env['PATH']].filter(Boolean).join(':'),
  }
}

/**
 * What a session provides besides its bus. With a `display` of the person's own it shows the app to a person who may type a
 * real key: it then has no keychain, because the test keychain protects nothing and would stay on disk in the home folder,
 * and the app is told to keep keys in memory.
 *
 * @param {string | undefined} display an existing display
 */
export function sessionFor(display) {
  return display
    ? { startsKeychain: false, switches: ['--keychain-for-tests'] }
    : { startsKeychain: true, switches: [] }
}

/** Keychain files of earlier sessions with a person's display, below their home; they protect nothing. */
export const earlierKeychains = '.local/share/keyrings'
