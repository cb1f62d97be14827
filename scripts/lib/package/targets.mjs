// Which packages there are, and which of them this system can make. Pure: the facts are asked for in facts.mjs.

const helpers = { helpers: true }

/** By Node's name of the system. `commands` are programs of the system; `helpers` those that electron-builder fetches. */
const targets = {
  linux: [
    { name: 'deb', commands: ['dpkg-deb', 'fakeroot'] },
    { name: 'AppImage', ...helpers },
    { name: 'rpm', commands: ['rpmbuild'], ...helpers },
  ],
  darwin: [{ name: 'dmg', ...helpers }, { name: 'zip' }],
  win32: [
    { name: 'nsis', ...helpers },
    { name: 'portable', ...helpers },
  ],
}

const systems = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }

/** Processors that a package is made for on a system: on macOS both, elsewhere that of the computer. */
export const archsFor = (platform, arch) => (platform === 'darwin' ? ['x64', 'arm64'] : [arch])

/**
 * All targets, each with the reason where it cannot be made here.
 *
 * @param {{ platform: string, hasHelpers: boolean, hasCommand: (name: string) => boolean }} facts
 * @returns {{ name: string, system: string, whyNot?: string }[]}
 */
export function plannedTargets({ platform, hasHelpers, hasCommand }) {
  return Object.entries(targets).flatMap(([system, all]) =>
    all.map((target) => {
      const whyNot = whyNotHere(target, { isOwn: system === platform, hasHelpers, hasCommand })
      const { name } = target
      return { name, system: systems[system], ...(whyNot === undefined ? {} : { whyNot }) }
    }),
  )

  function whyNotHere({ commands = [], helpers: needsHelpers }, { isOwn }) {
    if (!isOwn) return 'it is made on its own system, which is what the release workflow is for'
    const missing = commands.filter((name) => !hasCommand(name))
    if (missing.length > 0) return `it needs ${missing.join(' and ')}`
    return needsHelpers && !hasHelpers
      ? 'electron-builder fetches helper programs for it from GitHub, which does not answer here'
      : undefined
  }
}
