import { dangerousCalls, type Protection } from './protection'

/** Where keys and secrets are, and where they are not. */
export const secretRules: readonly Protection[] = [
  {
    id: 'S1',
    item: 'No key and no secret reaches a page',
    does: 'Keys are in no answer; what a server quotes loses every key and secret in use, in every encoding, where answers enter.',
    proofs: [
      {
        file: 'test/e2e/server-secrets.spec.ts',
        title: 'finds it neither in the window, nor in the history, its export or the log',
        planted: 'Answers keep what a server quotes.',
        edits: [
          {
            file: 'src/main/api/attempt.ts',
            find: 'result: scrubResult(result, secrets, call.answersSecret) }',
            put: 'result }',
          },
        ],
      },
    ],
  },
  {
    id: 'S2',
    item: 'No key and no secret on the disk',
    does: 'Files hold references; values are in the keychain only.',
    proofs: [
      {
        file: 'test/e2e/main-job.spec.ts',
        title: 'a key and a typed secret are in the keychain and nowhere else',
        planted: 'A secret that is stored is written to a file of the folder besides.',
        edits: [
          {
            file: 'src/main/secrets/noticing-store.ts',
            find: "import { isSecretName } from '../../core/fields/secret-names'",
            put: "import { appendFileSync } from 'node:fs'\nimport { isSecretName } from '../../core/fields/secret-names'",
          },
          {
            file: 'src/main/secrets/noticing-store.ts',
            find: 'return store.set(account, secret)',
            put: 'const [folder] = process.argv.flatMap((each) => /^--user-data-dir=(.*)/.exec(each)?.[1] ?? [])\n      if (folder) appendFileSync(`${folder}/planted.txt`, secret)\n      return store.set(account, secret)',
          },
        ],
      },
    ],
  },
  {
    id: 'S3',
    item: 'The keychain of the system, or memory',
    does: 'Without a keychain keys last for the session, which the person is told; there is no cipher of our own.',
    proofs: [
      {
        file: 'test/unit/main/secrets/open-secret-store.test.ts',
        title: 'does without a keychain %s',
        planted: 'The person is not told.',
        edits: [
          {
            file: 'src/main/secrets/open-secret-store.ts',
            find: 'onUnavailable?.(error instanceof Error ? error.message : String(error))',
            put: 'void error',
          },
        ],
      },
      {
        ...dangerousCalls,
        planted: 'A cipher of our own.',
        edits: [
          {
            file: 'src/main/secrets/memory-store.ts',
            find: 'export function createMemoryStore',
            put: "import { createCipheriv } from 'node:crypto'\nexport const planted = createCipheriv\nexport function createMemoryStore",
          },
        ],
      },
    ],
  },
  {
    id: 'S4',
    item: 'A key goes to its own address only',
    does: 'The keychain keeps the address with the key; no path, file, redirect or proxy leads it elsewhere.',
    proofs: [
      {
        file: 'test/e2e/attacks.spec.ts',
        title:
          'a folder that names another address gets no key, and the person puts it right with a new one',
        planted: 'The address in the file is believed.',
        edits: [
          {
            file: 'src/main/services/workspaces/workspace-keys.ts',
            find: 'if (!isSameOrigin(key.value.origin, address.origin)) {',
            put: "if (key.value.origin === '') {",
          },
        ],
      },
      {
        file: 'test/unit/main/api/client.test.ts',
        title: 'the key goes to no other origin',
        planted: 'A path may name another server.',
        edits: [
          {
            file: 'src/core/links/api-path.ts',
            find: 'if (!segments.every(isPathSegment)) return undefined',
            put: '',
          },
          {
            file: 'src/core/links/api-path.ts',
            find: '`/${encodeURIComponent(segment)}`',
            put: '`/${segment}`',
          },
          {
            file: 'src/main/api/sent-address.ts',
            find: 'if (!isAsBuilt || address.origin !== new URL(allowed.origin).origin) return refused()',
            put: 'void isAsBuilt',
          },
        ],
      },
      {
        file: 'test/unit/main/api/client.test.ts',
        title: 'redirects are not followed',
        planted: 'Redirects are followed.',
        edits: [
          {
            file: 'src/main/api/attempt.ts',
            find: "import type { Dispatcher } from 'undici'",
            put: "import { interceptors, type Dispatcher } from 'undici'",
          },
          {
            file: 'src/main/api/attempt.ts',
            find: '    dispatcher,\n    method,',
            put: '    dispatcher: dispatcher.compose(interceptors.redirect({ maxRedirections: 2 })),\n    method,',
          },
        ],
      },
    ],
  },
]

/** Of secrets that leave the app by a check. */
export const checkRules: readonly Protection[] = [
  {
    id: 'S24',
    item: 'The secret token of a SCIM client goes to its project alone',
    does: 'A check sends it to the SCIM server at the host of the project, over TLS or to this computer, without redirects and into no private network. What is typed for it is in no file, no keychain and no log.',
    proofs: [
      {
        file: 'test/contract/check/scim-client.test.ts',
        title: 'follows no redirect with the secret, over TLS: %s',
        planted: 'A redirect is followed with the secret.',
        edits: [
          {
            file: 'src/main/api/public-fetch.ts',
            find: "url.protocol === 'https:' && options.bearer === undefined",
            put: "url.protocol === 'https:'",
          },
        ],
      },
      {
        file: 'test/contract/check/scim-client.test.ts',
        title: 'sends no secret to another path, whatever the server calls the client: %j',
        planted: 'The ID of a client leads to another path of the host.',
        edits: [
          {
            file: 'src/core/links/scim-server.ts',
            find: "apiPath(['scim', clientId, 'v2'])",
            put: '`/scim/${encodeURIComponent(clientId)}/v2` as ReturnType<typeof apiPath>',
          },
        ],
      },
      {
        file: 'test/unit/main/log/logger.test.ts',
        title: 'members that a contract marks as secret are left out, at any depth',
        planted: 'A secret that a request may leave out is logged.',
        edits: [
          {
            file: 'src/main/log/redact.ts',
            find: 'schema === secretInput || isOptionalSecret(schema)',
            put: 'schema === secretInput',
          },
        ],
      },
    ],
  },
]
