// What the test of the package has root do while it runs as an ordinary user: a server on this computer that knows five
// deeds and takes no other input. It ends with the test.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { programName } from './identity.mjs'

const english = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' }

const apt = (...args) =>
  spawnSync('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    env: english,
    encoding: 'utf8',
  })

const places = ['/usr', '/etc', '/opt', '/var/lib', '/var/cache', '/srv', '/home', '/root']
// What lists every package ever seen, and what packages are fetched or built with.
const notOurs = [
  '/var/lib/apt',
  '/var/cache/apt',
  '/var/lib/dpkg/status',
  '/var/lib/dpkg/status-old',
]

/** Every path of the system that has the program's name in it, but for a person's home folder. */
function traces({ home }) {
  const pruned = [...notOurs, '/var/cache/sso-workbench', home].flatMap((path) => [
    '-path',
    path,
    '-o',
  ])
  const { stdout } = spawnSync(
    'find',
    [
      ...places,
      '(',
      ...pruned.slice(0, -1),
      ')',
      '-prune',
      '-o',
      '-name',
      `*${programName}*`,
      '-print',
    ],
    { encoding: 'utf8' },
  )
  return stdout.split('\n').filter(Boolean)
}

/**
 * Starts the server. Its address, with a token, is all that the test needs.
 *
 * @param {{ older: string, newer: string, home: string }} options paths of two packages; the home folder of the user
 */
export async function startAptHelper({ older, newer, home }) {
  const token = randomBytes(16).toString('hex')
  const before = traces({ home })
  const install = (file) => apt('install', '--no-install-recommends', '--allow-downgrades', file)
  const deeds = {
    'install-older': () => install(older),
    'install-newer': () => install(newer),
    remove: () => apt('remove', programName),
    // By dpkg: a package without files of settings is forgotten as soon as it is removed, and apt does not find it then.
    purge: () => spawnSync('dpkg', ['--purge', programName], { env: english, encoding: 'utf8' }),
    /** What is there now and was not when the test began. */
    traces: () => ({
      status: 0,
      stdout: JSON.stringify(traces({ home }).filter((path) => !before.includes(path))),
    }),
  }
  const server = createServer((request, response) => {
    const deed = deeds[request.url?.slice(`/${token}/`.length) ?? '']
    if (!request.url?.startsWith(`/${token}/`) || !deed) {
      response.writeHead(404).end()
      return
    }
    const { status, stdout = '', stderr = '' } = deed()
    response.writeHead(status === 0 ? 200 : 500).end(status === 0 ? stdout : `${stdout}${stderr}`)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${server.address().port}/${token}`,
    close() {
      server.close()
      apt('purge', programName)
    },
  }
}
