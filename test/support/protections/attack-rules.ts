import type { Protection } from './protection'

/** What attacks over the bridge and by prepared files have tried. */
export const attackRules: readonly Protection[] = [
  {
    id: 'S17',
    item: 'A reference to a secret counts in a secret field only',
    does: 'Drafts, journals and patches have references in secret fields of connections and SCIM clients alone, each in those of its own kind; anywhere else nothing is filled in, and nothing is sent. A secret that a server answers in another member is hidden before a snapshot is made of it.',
    proofs: [
      {
        file: 'test/unit/core/intents/secret-places.test.ts',
        title: 'not in a %s as %s',
        planted: 'A draft may refer to a secret in any field.',
        edits: [
          {
            file: 'src/core/intents/secret-places.ts',
            find: 'return !holdsReference(part?.to) || (isSecretPlace(kind, name) && isSecretReference(part?.to))',
            put: 'return true',
          },
        ],
      },
      {
        file: 'test/unit/core/intents/secret-places.test.ts',
        title: 'nowhere else',
        planted: 'Whatever looks like a reference is filled in.',
        edits: [
          {
            file: 'src/core/publish/fill-secrets.ts',
            find: 'isSecretPlace(kind, field) && isSecretReference(value)',
            put: 'isSecretReference(value)',
          },
        ],
      },
      {
        file: 'test/unit/main/services/publish/misplaced-secrets.test.ts',
        title:
          'a secret that the server answers in other members is in no snapshot, outcome or record',
        planted: 'Answers keep a secret that they hold elsewhere.',
        edits: [
          {
            file: 'src/main/api/scrub-call.ts',
            find: 'const value = secrets.hideIn(server, result.value, exempt)',
            put: 'const value: unknown = exempt.size < 0 ? undefined : result.value',
          },
        ],
      },
    ],
  },
  {
    id: 'S18',
    item: 'An ID makes no other path',
    does: 'Paths are built of parts in one place, which refuses what leads up or is read differently; leave to write is judged by the pathname that is sent; every ID of a page has its own schema.',
    proofs: [
      {
        file: 'test/unit/main/api/paths.test.ts',
        title: 'is refused where a path would become another one',
        planted: 'Any text is a part of a path.',
        edits: [
          {
            file: 'src/core/links/api-path.ts',
            find: 'if (!segments.every(isPathSegment)) return undefined',
            put: '',
          },
          {
            file: 'src/main/api/client.ts',
            find: 'if (!isAsBuilt || address.origin !== new URL(allowed.origin).origin) return refused()',
            put: 'void isAsBuilt',
          },
        ],
      },
      {
        file: 'test/unit/main/api/paths.test.ts',
        title: 'is judged by the path that is sent',
        planted: 'Leave for a project covers every path that begins like it.',
        edits: [
          {
            file: 'src/main/api/access.ts',
            find: 'pathname.startsWith(`${path}/`) &&',
            put: 'pathname.startsWith(path) &&',
          },
        ],
      },
      {
        file: 'test/unit/core/ipc/ids.test.ts',
        title: 'what leads elsewhere names no link, organization, workspace, case or draft',
        planted: 'A page may name a link by any text.',
        edits: [
          {
            file: 'src/core/ipc/ids.ts',
            find: 'export const portalLinkIdSchema = z.uuid()',
            put: 'export const portalLinkIdSchema = z.string()',
          },
        ],
      },
    ],
  },
  {
    id: 'S19',
    item: 'At its start the app deletes only keys that it made',
    does: 'A note of a key has a mark that is made with a secret of the keychain; without it, or where the server lists another key under that ID, nothing is deleted and the person is told.',
    proofs: [
      {
        file: 'test/unit/main/services/try-connection/try-connection.test.ts',
        title: 'of a real key of a locked project deletes nothing, asks no server, and is told',
        planted: 'Whatever a file names is deleted.',
        edits: [
          {
            file: 'src/main/services/project-keys.ts',
            find: 'else if (known.value && namesServer(note)) own.push(note)',
            put: 'else if (namesServer(note)) own.push(note)',
          },
          {
            file: 'src/main/services/project-keys.ts',
            find: 'access?.ok && serverOf(access.value) === note.server',
            put: 'access?.ok',
          },
          {
            file: 'src/main/services/project-keys.ts',
            find: "if (!isOurs) return success('another')",
            put: 'void isOurs',
          },
        ],
      },
      {
        file: 'test/unit/main/services/try-connection/try-connection.test.ts',
        title: 'with a mark is believed in nothing that was changed',
        planted: 'The mark does not cover which key it is.',
        edits: [
          {
            file: 'src/main/files/project-keys-file.ts',
            find: "  note.id ?? '',\n",
            put: '',
          },
        ],
      },
      {
        file: 'test/unit/main/services/try-connection/try-connection.test.ts',
        title: 'of a key that %s deletes nothing, even with the right mark',
        planted: 'The key may have any name at the server.',
        edits: [
          {
            file: 'src/main/services/project-keys.ts',
            find: "if (!isOurs) return success('another')",
            put: 'void isOurs',
          },
        ],
      },
    ],
  },
]

/** What a prepared user data folder has tried. */
export const folderRules: readonly Protection[] = [
  {
    id: 'S29',
    item: 'A prepared folder runs no code and redirects no request',
    does: 'Compiled scripts of the app’s own pages are not kept. Chromium’s own files are in a folder that each start deletes before Chromium reads it, and the first answers are deleted before they are used, within limits of size and depth.',
    proofs: [
      {
        file: 'test/e2e/prepared-folder.spec.ts',
        title: 'compiled scripts and service workers that somebody put into the folder do not run',
        planted: 'Compiled scripts are kept in the folder of the app.',
        edits: [
          {
            file: 'src/main/index.ts',
            find: 'privileges: { standard: true, secure: true, supportFetchAPI: true },',
            put: 'privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },',
          },
          {
            file: 'src/main/index.ts',
            find: "app.setPath('sessionData', emptyChromiumFolder(folder))",
            put: 'void emptyChromiumFolder',
          },
        ],
      },
      {
        file: 'test/e2e/prepared-folder.spec.ts',
        title: 'a proxy that somebody put into the folder is asked for nothing',
        planted: 'Chromium reads the settings of the last run.',
        edits: [
          {
            file: 'src/main/files/store/chromium-folder.ts',
            find: `    rmSync(path, { recursive: true, force: true })
    mkdirSync(path, { mode: 0o700 })
`,
            put: `    void rmSync
    mkdirSync(path, { recursive: true })
`,
          },
        ],
      },
      {
        file: 'test/unit/main/files/first-answers.test.ts',
        title: 'where %s',
        planted: 'The first answers may be nested to any depth.',
        edits: [
          {
            file: 'src/main/files/first-answers.ts',
            find: "if (isTooDeep(json)) throw new Error('It is nested too deep')",
            put: 'void isTooDeep',
          },
        ],
      },
    ],
  },
]
