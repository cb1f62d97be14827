import { edit, proof, type Protection } from './protection'

/** What attacks over the bridge and by prepared files have tried. */
export const attackRules: readonly Protection[] = [
  {
    id: 'S17',
    item: 'A reference to a secret counts in a secret field only',
    does: 'Drafts, journals and patches have references in secret fields of connections and SCIM clients alone, each in those of its own kind; anywhere else nothing is filled in, and nothing is sent. A secret that a server answers in another member is hidden before a snapshot is made of it.',
    proofs: [
      proof(
        'test/unit/core/intents/secret-places.test.ts',
        'not in a %s as %s',
        'A draft may refer to a secret in any field.',
        edit(
          'src/core/intents/secret-places.ts',
          'return !holdsReference(part?.to) || (isSecretPlace(kind, name) && isSecretReference(part?.to))',
          'return true',
        ),
      ),
      proof(
        'test/unit/core/intents/secret-places.test.ts',
        'nowhere else',
        'Whatever looks like a reference is filled in.',
        edit(
          'src/core/publish/fill-secrets.ts',
          'isSecretPlace(kind, field) && isSecretReference(value)',
          'isSecretReference(value)',
        ),
      ),
      proof(
        'test/unit/main/services/publish/misplaced-secrets.test.ts',
        'a secret that the server answers in other members is in no snapshot, outcome or record',
        'Answers keep a secret that they hold elsewhere.',
        edit(
          'src/main/api/scrub-call.ts',
          'const value = secrets.hideIn(server, result.value, exempt)',
          'const value: unknown = exempt.size < 0 ? undefined : result.value',
        ),
      ),
    ],
  },
  {
    id: 'S18',
    item: 'An ID makes no other path',
    does: 'Paths are built of parts in one place, which refuses what leads up or is read differently; leave to write is judged by the pathname that is sent; every ID of a page has its own schema.',
    proofs: [
      proof(
        'test/unit/main/api/paths.test.ts',
        'is refused where a path would become another one',
        'Any text is a part of a path.',
        edit(
          'src/core/links/api-address.ts',
          'if (!segments.every(isPathSegment)) return undefined',
          '',
        ),
        edit(
          'src/main/api/client.ts',
          'if (!isAsBuilt || address.origin !== new URL(allowed.origin).origin) return refused()',
          'void isAsBuilt',
        ),
      ),
      proof(
        'test/unit/main/api/paths.test.ts',
        'is judged by the path that is sent',
        'Leave for a project covers every path that begins like it.',
        edit(
          'src/main/api/access.ts',
          'pathname.startsWith(`${path}/`) &&',
          'pathname.startsWith(path) &&',
        ),
      ),
      proof(
        'test/unit/core/ipc/ids.test.ts',
        'what leads elsewhere names no link, organization, workspace, case or draft',
        'A page may name a link by any text.',
        edit(
          'src/core/ipc/ids.ts',
          'export const portalLinkIdSchema = z.uuid()',
          'export const portalLinkIdSchema = z.string()',
        ),
      ),
    ],
  },
  {
    id: 'S19',
    item: 'At its start the app deletes only keys that it made',
    does: 'A note of a key has a mark that is made with a secret of the keychain; without it, or where the server lists another key under that ID, nothing is deleted and the person is told.',
    proofs: [
      proof(
        'test/unit/main/services/try-connection/try-connection.test.ts',
        'of a real key of a locked project deletes nothing, asks no server, and is told',
        'Whatever a file names is deleted.',
        edit(
          'src/main/services/project-keys.ts',
          'else if (known.value && namesServer(note)) own.push(note)',
          'else if (namesServer(note)) own.push(note)',
        ),
        edit(
          'src/main/services/project-keys.ts',
          'access?.ok && serverOf(access.value) === note.server',
          'access?.ok',
        ),
        edit(
          'src/main/services/project-keys.ts',
          "if (!isOurs) return success('another')",
          'void isOurs',
        ),
      ),
      proof(
        'test/unit/main/services/try-connection/try-connection.test.ts',
        'with a mark is believed in nothing that was changed',
        'The mark does not cover which key it is.',
        edit('src/main/files/project-keys-file.ts', "  note.id ?? '',\n", ''),
      ),
      proof(
        'test/unit/main/services/try-connection/try-connection.test.ts',
        'of a key that %s deletes nothing, even with the right mark',
        'The key may have any name at the server.',
        edit(
          'src/main/services/project-keys.ts',
          "if (!isOurs) return success('another')",
          'void isOurs',
        ),
      ),
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
      proof(
        'test/e2e/prepared-folder.spec.ts',
        'compiled scripts and service workers that somebody put into the folder do not run',
        'Compiled scripts are kept in the folder of the app.',
        edit(
          'src/main/index.ts',
          'privileges: { standard: true, secure: true, supportFetchAPI: true },',
          'privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },',
        ),
        edit(
          'src/main/index.ts',
          "app.setPath('sessionData', emptyChromiumFolder(folder))",
          'void emptyChromiumFolder',
        ),
      ),
      proof(
        'test/e2e/prepared-folder.spec.ts',
        'a proxy that somebody put into the folder is asked for nothing',
        'Chromium reads the settings of the last run.',
        edit(
          'src/main/files/store/chromium-folder.ts',
          `    rmSync(path, { recursive: true, force: true })
    mkdirSync(path, { mode: 0o700 })
`,
          `    void rmSync
    mkdirSync(path, { recursive: true })
`,
        ),
      ),
      proof(
        'test/unit/main/files/first-answers.test.ts',
        'where %s',
        'The first answers may be nested to any depth.',
        edit(
          'src/main/files/first-answers.ts',
          "if (isTooDeep(json)) throw new Error('It is nested too deep')",
          'void isTooDeep',
        ),
      ),
    ],
  },
]
