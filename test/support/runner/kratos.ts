import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The `kratos` executable that `KRATOS_PATH` names; a test that needs one is skipped without it. */
export const kratosPath = process.env['KRATOS_PATH']

export interface Kratos {
  readonly admin: string
  readonly public: string
  close(): Promise<void>
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: {
    traits: {
      type: 'object',
      properties: {
        email: {
          type: 'string',
          format: 'email',
          'ory.sh/kratos': {
            credentials: { password: { identifier: true } },
            recovery: { via: 'email' },
            verification: { via: 'email' },
          },
        },
      },
    },
  },
}

/** Kratos with its data in memory, where people register by a password. */
export async function startKratos(path: string): Promise<Kratos> {
  const folder = mkdtempSync(join(tmpdir(), 'kratos-'))
  const [admin, own] = [await freePort(), await freePort()]
  const text = Buffer.from(JSON.stringify(schema)).toString('base64')
  const after = { hooks: [{ hook: 'session' }] }
  const config = {
    dsn: 'memory',
    serve: {
      admin: { host: '127.0.0.1', port: admin },
      public: { host: '127.0.0.1', port: own, base_url: `http://127.0.0.1:${own}/` },
    },
    identity: {
      default_schema_id: 'default',
      schemas: [{ id: 'default', url: `base64://${text}` }],
    },
    selfservice: {
      default_browser_return_url: `http://127.0.0.1:${own}/`,
      methods: { password: { enabled: true, config: { haveibeenpwned_enabled: false } } },
      flows: { registration: { after: { password: after } } },
    },
    courier: { smtp: { connection_uri: 'smtp://127.0.0.1:1/?disable_starttls=true' } },
    secrets: {
      cookie: ['a-cookie-secret-of-a-test'],
      cipher: ['32-characters-of-a-cipher-secret'],
    },
  }
  // Every JSON document is one of YAML.
  const file = join(folder, 'kratos.yml')
  writeFileSync(file, JSON.stringify(config))
  const child = spawn(path, ['serve', '--dev', '--config', file], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    admin: `http://127.0.0.1:${admin}`,
    public: `http://127.0.0.1:${own}`,
    async close() {
      child.kill()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Registers somebody, who has a session then. */
export async function register(kratos: Kratos, email: string): Promise<void> {
  const flow = await fetch(`${kratos.public}/self-service/registration/api`)
  const { ui } = (await flow.json()) as { ui: { action: string } }
  const answer = await fetch(ui.action, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      method: 'password',
      traits: { email },
      password: `of a test, and long: ${email}`,
    }),
  })
  if (!answer.ok) throw new Error(`Kratos answered ${answer.status}: ${await answer.text()}`)
}
