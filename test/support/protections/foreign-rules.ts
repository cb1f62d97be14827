import type { Protection } from './protection'

/** What comes from elsewhere: addresses, mappers, XML, files, links. */
export const foreignRules: readonly Protection[] = [
  {
    id: 'S5',
    item: 'What is read from elsewhere is bounded',
    does: 'Mappers and metadata are read over https without credentials, up to 1 MiB, from no private network, and compared with the hash in their address.',
    proofs: [
      {
        file: 'test/unit/main/api/storage.test.ts',
        title: 'refuses a name that leads into a private network',
        planted: 'Addresses of a private network are read.',
        edits: [
          {
            file: 'src/main/api/public-fetch.ts',
            find: 'if (inner !== undefined || isInner) return { inner: inner ?? host }',
            put: '',
          },
        ],
      },
      {
        file: 'test/unit/main/api/storage.test.ts',
        title: 'refuses what is too large',
        planted: 'Any length is read.',
        edits: [
          {
            file: 'src/main/api/public-fetch.ts',
            find: 'readUpTo(body, options.largest)',
            put: 'readUpTo(body, Infinity)',
          },
          {
            file: 'src/main/api/storage.ts',
            find: 'if (bytes.byteLength > largestMapper) return tooLarge(kind)',
            put: '',
          },
        ],
      },
      {
        file: 'test/unit/main/api/storage.test.ts',
        title: 'refuses content that is not what the address says',
        planted: 'The hash is not compared.',
        edits: [
          {
            file: 'src/main/api/storage.ts',
            find: 'if (expected !== undefined && contentHash(result.value) !== expected) {',
            put: 'if (expected === contentHash(result.value)) {',
          },
        ],
      },
    ],
  },
  {
    id: 'S6',
    item: 'Mappers run apart and end',
    does: 'In a process with an empty environment, without files, with limits of time, memory and output.',
    proofs: [
      {
        file: 'test/contract/mapper/hostile.test.ts',
        title: 'are stopped by what they had of the processor, and at last where they get none',
        planted: 'A run may have its time ten times.',
        edits: [
          {
            file: 'src/main/mapper/worker-pool.ts',
            find: 'const mostTurns = 4',
            put: 'const mostTurns = 40',
          },
        ],
      },
      {
        file: 'test/contract/mapper/hostile.test.ts',
        title: 'an output of 262,143 bytes passes and one more does not',
        planted: 'An output may have any length.',
        edits: [
          {
            file: 'src/main/mapper/engine-answer.ts',
            find: 'if ((answer.outputBytes ?? 0) > mapperLimits.outputBytes) {',
            put: 'if ((answer.outputBytes ?? 0) > Infinity) {',
          },
        ],
      },
    ],
  },
  {
    id: 'S7',
    item: 'XML without DTD, YAML of 40 levels',
    does: 'A DOCTYPE, an entity and what is too deep, too long or too many is refused before it costs anything. Files are read in a process of their own.',
    proofs: [
      {
        file: 'test/unit/core/saml/metadata-limits.test.ts',
        title: 'each danger has words of its own',
        planted: 'A DOCTYPE is read.',
        edits: [
          {
            file: 'src/core/saml/metadata-screen.ts',
            find: "if (head.startsWith('<!doctype')) return { ok: false, problem: doctypeProblem }",
            put: '',
          },
          {
            file: 'src/core/saml/metadata-parser.ts',
            find: "parser.on('doctype', () => {\n    throw new Refusal(doctypeProblem)\n  })",
            put: '',
          },
        ],
      },
      {
        file: 'test/unit/core/saml/metadata-limits.test.ts',
        title: 'each danger has words of its own',
        planted: 'XML may be nested without end.',
        edits: [
          {
            file: 'src/core/saml/metadata-parser.ts',
            find: 'const maximumDepth = 100',
            put: 'const maximumDepth = 1_000_000',
          },
        ],
      },
      {
        file: 'test/unit/core/set-up-file/yaml-text.test.ts',
        title: 'deeply nested %s are refused while they are read',
        planted: 'YAML may be nested without end.',
        edits: [
          {
            file: 'src/core/set-up-file/yaml-text.ts',
            find: 'if (parser.stack.length > maximumDepth + otherOpenTokens) throw new TooDeep()',
            put: '',
          },
        ],
      },
      {
        file: 'test/e2e/set-up-file.spec.ts',
        title:
          'the end of the process that reads files ends as an error, and the next file is read',
        planted: 'Files are read by a thread of the app.',
        edits: [
          {
            file: 'src/main/compose-estate.ts',
            find: 'startFileReader(folder)',
            put: "startWorker(join(import.meta.dirname, 'file-process.js'), folder)",
          },
        ],
      },
    ],
  },
  {
    id: 'S8',
    item: 'Files of others change nothing else',
    does: 'A set-up names organizations, connections and SCIM clients only; its length, depth, names and values are checked first.',
    proofs: [
      {
        file: 'test/unit/core/set-up-file/hostile.test.ts',
        title: '%s is refused in words',
        planted: 'Names that change a prototype are taken.',
        edits: [
          {
            file: 'src/core/set-up-file/form.ts',
            find: "new Set(['__proto__', 'constructor', 'prototype'])",
            put: 'new Set()',
          },
        ],
      },
      {
        file: 'test/unit/core/set-up-file/hostile.test.ts',
        title: 'a file that is too large is refused without being parsed',
        planted: 'A file may have any length.',
        edits: [
          {
            file: 'src/core/set-up-file/screen.ts',
            find: 'if (text.length > maximumCharacters) {',
            put: 'if (text.length > Infinity) {',
          },
        ],
      },
    ],
  },
  {
    id: 'S9',
    item: 'Links only show a place',
    does: 'A link of the app names a project and perhaps an organization or a connection; anything else is ignored.',
    proofs: [
      {
        file: 'test/e2e/links.spec.ts',
        title: 'a hostile link does nothing: no request, no edit, no other place',
        planted: 'A link may go on after the place.',
        edits: [{ file: 'src/core/links/app-link.ts', find: '))?/?$`,', put: '))?`,' }],
      },
    ],
  },
]
