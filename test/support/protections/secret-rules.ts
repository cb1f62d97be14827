import { dangerousCalls, type Protection, edit, proof } from './protection'

/** Where keys and secrets are, and where they are not. */
export const secretRules: readonly Protection[] = [
  {
    id: 'S1',
    item: 'No key and no secret reaches a page',
    does: 'Keys are in no answer; what a server quotes loses every key and secret in use, in every encoding, where answers enter.',
    proofs: [
      proof(
        'test/e2e/server-secrets.spec.ts',
        'finds it neither in the window, nor in the history, its export or the log',
        'Answers keep what a server quotes.',
        edit(
          'src/main/api/attempt.ts',
          'result: scrubResult(result, secrets, serverOf(call.access), call.answersSecret),',
          'result,',
        ),
      ),
    ],
  },
  {
    id: 'S2',
    item: 'No key and no secret on the disk',
    does: 'Files hold references; values are in the keychain only. On Linux, core dumps of the app contain no memory.',
    proofs: [
      proof(
        'test/e2e/main-job.spec.ts',
        'a key and a typed secret are in the keychain and nowhere else',
        'A secret that is stored is written to a file of the folder besides.',
        edit(
          'src/main/secrets/noticing-store.ts',
          "import { isSecretName } from '../../core/fields/secret-names'",
          "import { appendFileSync } from 'node:fs'\nimport { isSecretName } from '../../core/fields/secret-names'",
        ),
        edit(
          'src/main/secrets/noticing-store.ts',
          'return store.set(account, secret)',
          'const [folder] = process.argv.flatMap((each) => /^--user-data-dir=(.*)/.exec(each)?.[1] ?? [])\n      if (folder) appendFileSync(`${folder}/planted.txt`, secret)\n      return store.set(account, secret)',
        ),
      ),
      proof(
        'test/e2e/prepared-folder.spec.ts',
        'no process of the app writes its memory into a core dump',
        'Core dumps contain the memory of the app.',
        edit(
          'src/main/index.ts',
          'keepMemoryOutOfCoreDumps(process.platform)',
          'void keepMemoryOutOfCoreDumps',
        ),
      ),
    ],
  },
  {
    id: 'S3',
    item: 'The keychain of the system, or memory',
    does: 'Without a keychain keys last for the session, which the person is told; there is no cipher of our own.',
    proofs: [
      proof(
        'test/unit/main/secrets/open-secret-store.test.ts',
        'does without a keychain %s',
        'The person is not told.',
        edit(
          'src/main/secrets/open-secret-store.ts',
          'onUnavailable?.(error instanceof Error ? error.message : String(error))',
          'void error',
        ),
      ),
      {
        ...dangerousCalls,
        planted: 'A cipher of our own.',
        edits: [
          edit(
            'src/main/secrets/memory-store.ts',
            'export function createMemoryStore',
            "import { createCipheriv } from 'node:crypto'\nexport const planted = createCipheriv\nexport function createMemoryStore",
          ),
        ],
      },
    ],
  },
  {
    id: 'S4',
    item: 'A key goes to its own address only',
    does: 'The keychain keeps the address with the key; no path, file, redirect or proxy leads it elsewhere.',
    proofs: [
      proof(
        'test/e2e/attacks.spec.ts',
        'a folder that names another address gets no key, and the person puts it right with a new one',
        'The address in the file is believed.',
        edit(
          'src/main/services/workspaces/workspace-keys.ts',
          'if (!isSameOrigin(key.value.origin, address.origin)) {',
          "if (key.value.origin === '') {",
        ),
      ),
      proof(
        'test/unit/main/api/client.test.ts',
        'the key goes to no other origin',
        'A path may name another server.',
        edit(
          'src/core/links/api-address.ts',
          'if (!segments.every(isPathSegment)) return undefined',
          '',
        ),
        edit('src/core/links/api-address.ts', '`/${encodeURIComponent(segment)}`', '`/${segment}`'),
        edit(
          'src/main/api/client.ts',
          'if (!isAsBuilt || address.origin !== new URL(allowed.origin).origin) return refused()',
          'void isAsBuilt',
        ),
      ),
      proof(
        'test/unit/main/api/client.test.ts',
        'redirects are not followed',
        'Redirects are followed.',
        edit(
          'src/main/api/attempt.ts',
          "import type { Dispatcher } from 'undici'",
          "import { interceptors, type Dispatcher } from 'undici'",
        ),
        edit(
          'src/main/api/attempt.ts',
          '    dispatcher,\n    method,',
          '    dispatcher: dispatcher.compose(interceptors.redirect({ maxRedirections: 2 })),\n    method,',
        ),
      ),
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
      proof(
        'test/contract/check/scim-client.test.ts',
        'follows no redirect with the secret, over TLS: %s',
        'A redirect is followed with the secret.',
        edit(
          'src/main/api/public-fetch.ts',
          "url.protocol === 'https:' && options.bearer === undefined",
          "url.protocol === 'https:'",
        ),
      ),
      proof(
        'test/contract/check/scim-client.test.ts',
        'sends no secret to another path, whatever the server calls the client: %j',
        'The ID of a client leads to another path of the host.',
        edit(
          'src/core/links/scim-server.ts',
          "apiPath(['scim', clientId, 'v2'])",
          '`/scim/${encodeURIComponent(clientId)}/v2` as ReturnType<typeof apiPath>',
        ),
      ),
      proof(
        'test/unit/main/log/logger.test.ts',
        'members that a contract marks as secret are left out, at any depth',
        'A secret that a request may leave out is logged.',
        edit(
          'src/main/log/redact.ts',
          'schema === secretInput || isOptionalSecret(schema)',
          'schema === secretInput',
        ),
      ),
    ],
  },
  {
    id: 'S25',
    item: 'What is published is compared without a way into a private network',
    does: 'The address at which an identity provider publishes its metadata stands in what somebody else wrote. It is read over TLS, never in a private network, and without a question that many would answer with yes.',
    proofs: [
      proof(
        'test/contract/check/saml-provider.test.ts',
        'in a private network is not read, and nobody is asked',
        'The address is read wherever it leads.',
        edit(
          'src/main/check/metadata-check.ts',
          'reader.read(address, { accept, privateHost, cancel, limit })',
          'reader.read(address, { accept, privateHost: new URL(address).host, cancel, limit })',
        ),
      ),
    ],
  },
  {
    id: 'S26',
    item: 'What was told by notifications names nobody',
    does: 'The file that keeps what was told has the ids of the findings, steps and days: no name and no secret. It is written before a notification is shown.',
    proofs: [
      proof(
        'test/unit/core/problems/end-notices.test.ts',
        'keeps no name',
        'The file has the name of the connection.',
        edit(
          'src/core/problems/end-notices.ts',
          'due.map(({ id, step, when }) => [id, { step, when }] as const)',
          'due.map(({ id, step, when, name }) => [id, { step, when, name }] as const)',
        ),
      ),
    ],
  },
  {
    id: 'S27',
    item: 'A name adds nothing to a calendar file',
    does: 'Line ends and signs that part values are escaped, and lines are folded by bytes: whatever a customer is called, the file has the events that were meant.',
    proofs: [
      proof(
        'test/unit/core/problems/ends-calendar.test.ts',
        'is read back whatever names people give, and nothing in them adds a line',
        'A line end in a name stays one.',
        edit(
          'src/core/problems/ends-calendar.ts',
          ".replaceAll('\\n', String.raw`\\n`)",
          ".replaceAll('\\n', '\\r\\n')",
        ),
        edit(
          'src/core/problems/ends-calendar.ts',
          ".replaceAll(/\\p{Cc}/gu, '')",
          ".replaceAll(/\\0/gu, '')",
        ),
      ),
    ],
  },
  {
    id: 'S28',
    item: 'Of people behind a set-up the app keeps counts alone',
    does: 'No address, name or id of a person is in a file, the log or a team folder; what a server says about a read of people is not passed on. The key for it goes to the host of its project alone, is made only where the project may be written, and credentials are never asked for.',
    proofs: [
      proof(
        'test/unit/main/services/people/nothing-personal.test.ts',
        'nothing of a person is on the disk after all of it',
        'The counts name each person.',
        edit(
          'src/core/people/count-people.ts',
          'domains: Object.fromEntries(domains),',
          'domains: Object.fromEntries([...domains, ...places.flatMap((some) => [...some.keys()].map((id) => [id, { outside: 0 }]))]),',
        ),
      ),
      proof(
        'test/unit/main/services/people/faulty-pages.test.ts',
        'refuses the key, or asks to slow down without end, is told in its code',
        'The words of the server are passed on.',
        edit(
          'src/main/api/endpoints/people.ts',
          'return failure(withoutWords(page.error))',
          'return page',
        ),
      ),
      proof(
        'test/unit/main/services/people/people.test.ts',
        'goes to no other host than the one that it was kept for',
        'A kept key goes wherever the project is said to be.',
        edit(
          'src/main/services/people/people-keys.ts',
          'if (kept.origin === addressOf(host)) return',
          'return',
        ),
      ),
    ],
  },
]
