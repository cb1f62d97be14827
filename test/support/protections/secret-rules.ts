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
            find: 'result: scrubResult(result, secrets, serverOf(call.access), call.answersSecret),',
            put: 'result,',
          },
        ],
      },
    ],
  },
  {
    id: 'S2',
    item: 'No key and no secret on the disk',
    does: 'Files hold references; values are in the keychain only. On Linux, core dumps of the app contain no memory.',
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
      {
        file: 'test/e2e/prepared-folder.spec.ts',
        title: 'no process of the app writes its memory into a core dump',
        planted: 'Core dumps contain the memory of the app.',
        edits: [
          {
            file: 'src/main/index.ts',
            find: 'keepMemoryOutOfCoreDumps(process.platform)',
            put: 'void keepMemoryOutOfCoreDumps',
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
            file: 'src/main/api/client.ts',
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
  {
    id: 'S25',
    item: 'What is published is compared without a way into a private network',
    does: 'The address at which an identity provider publishes its metadata stands in what somebody else wrote. It is read over TLS, never in a private network, and without a question that many would answer with yes.',
    proofs: [
      {
        file: 'test/contract/check/saml-provider.test.ts',
        title: 'in a private network is not read, and nobody is asked',
        planted: 'The address is read wherever it leads.',
        edits: [
          {
            file: 'src/main/check/metadata-check.ts',
            find: 'reader.read(address, { accept, privateHost, cancel, limit })',
            put: 'reader.read(address, { accept, privateHost: new URL(address).host, cancel, limit })',
          },
        ],
      },
    ],
  },
  {
    id: 'S26',
    item: 'What was told by notifications names nobody',
    does: 'The file that keeps what was told has the ids of the findings, steps and days: no name and no secret. It is written before a notification is shown.',
    proofs: [
      {
        file: 'test/unit/core/problems/end-notices.test.ts',
        title: 'keeps no name',
        planted: 'The file has the name of the connection.',
        edits: [
          {
            file: 'src/core/problems/end-notices.ts',
            find: 'due.map(({ id, step, when }) => [id, { step, when }] as const)',
            put: 'due.map(({ id, step, when, name }) => [id, { step, when, name }] as const)',
          },
        ],
      },
    ],
  },
  {
    id: 'S27',
    item: 'A name adds nothing to a calendar file',
    does: 'Line ends and signs that part values are escaped, and lines are folded by bytes: whatever a customer is called, the file has the events that were meant.',
    proofs: [
      {
        file: 'test/unit/core/problems/ends-calendar.test.ts',
        title: 'is read back whatever names people give, and nothing in them adds a line',
        planted: 'A line end in a name stays one.',
        edits: [
          {
            file: 'src/core/problems/ends-calendar.ts',
            find: ".replaceAll('\\n', String.raw`\\n`)",
            put: ".replaceAll('\\n', '\\r\\n')",
          },
          {
            file: 'src/core/problems/ends-calendar.ts',
            find: ".replaceAll(/\\p{Cc}/gu, '')",
            put: ".replaceAll(/\\0/gu, '')",
          },
        ],
      },
    ],
  },
  {
    id: 'S28',
    item: 'Of people behind a set-up the app keeps counts alone',
    does: 'No address, name or id of a person is in a file, the log or a team folder; what a server says about a read of people is not passed on. The key for it goes to the host of its project alone, is made only where the project may be written, and credentials are never asked for.',
    proofs: [
      {
        file: 'test/unit/main/services/people/nothing-personal.test.ts',
        title: 'nothing of a person is on the disk after all of it',
        planted: 'The counts name each person.',
        edits: [
          {
            file: 'src/core/people/count-people.ts',
            find: 'domains: Object.fromEntries(domains),',
            put: 'domains: Object.fromEntries([...domains, ...places.flatMap((some) => [...some.keys()].map((id) => [id, { outside: 0 }]))]),',
          },
        ],
      },
      {
        file: 'test/unit/main/services/people/faulty-pages.test.ts',
        title: 'refuses the key, or asks to slow down without end, is told in its code',
        planted: 'The words of the server are passed on.',
        edits: [
          {
            file: 'src/main/api/endpoints/people.ts',
            find: 'return failure(withoutWords(page.error))',
            put: 'return page',
          },
        ],
      },
      {
        file: 'test/unit/main/services/people/people.test.ts',
        title: 'goes to no other host than the one that it was kept for',
        planted: 'A kept key goes wherever the project is said to be.',
        edits: [
          {
            file: 'src/main/services/people/people-keys.ts',
            find: 'if (kept.origin === addressOf(host)) return',
            put: 'return',
          },
        ],
      },
    ],
  },
]
