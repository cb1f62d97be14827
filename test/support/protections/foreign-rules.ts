import { edit, proof, type Protection } from './protection'

/** What comes from elsewhere: addresses, mappers, XML, files, links. */
export const foreignRules: readonly Protection[] = [
  {
    id: 'S5',
    item: 'What is read from elsewhere is bounded',
    does: 'Mappers and metadata are read over https without credentials, up to 1 MiB, from no private network, and compared with the hash in their address.',
    proofs: [
      proof(
        'test/unit/main/api/storage.test.ts',
        'refuses a name that leads into a private network',
        'Addresses of a private network are read.',
        edit(
          'src/main/api/public-fetch.ts',
          'if (inner !== undefined || isInner) return { inner: inner ?? host }',
          '',
        ),
      ),
      proof(
        'test/unit/main/api/storage.test.ts',
        'refuses what is too large',
        'Any length is read.',
        edit(
          'src/main/api/public-fetch.ts',
          'readUpTo(body, options.largest)',
          'readUpTo(body, Infinity)',
        ),
        edit(
          'src/main/api/storage.ts',
          'if (bytes.byteLength > largestMapper) return tooLarge(kind)',
          '',
        ),
      ),
      proof(
        'test/unit/main/api/storage.test.ts',
        'refuses content that is not what the address says',
        'The hash is not compared.',
        edit(
          'src/main/api/storage.ts',
          'if (expected !== undefined && contentHash(result.value) !== expected) {',
          'if (expected === contentHash(result.value)) {',
        ),
      ),
    ],
  },
  {
    id: 'S6',
    item: 'Mappers run apart and end',
    does: 'In a process with an empty environment, without files, with limits of time, memory and output.',
    proofs: [
      proof(
        'test/contract/mapper/hostile.test.ts',
        'are stopped by what they had of the processor, and at last where they get none',
        'A run may have its time ten times.',
        edit('src/main/mapper/worker-pool.ts', 'const mostTurns = 4', 'const mostTurns = 40'),
      ),
      proof(
        'test/contract/mapper/hostile.test.ts',
        'an output of 262,143 bytes passes and one more does not',
        'An output may have any length.',
        edit(
          'src/main/mapper/engine-answer.ts',
          'if ((answer.outputBytes ?? 0) > mapperLimits.outputBytes) {',
          'if ((answer.outputBytes ?? 0) > Infinity) {',
        ),
      ),
    ],
  },
  {
    id: 'S7',
    item: 'XML without DTD, YAML of 40 levels',
    does: 'A DOCTYPE, an entity and what is too deep, too long or too many is refused before it costs anything. Files are read in a process of their own.',
    proofs: [
      proof(
        'test/unit/core/saml/metadata-limits.test.ts',
        'each danger has words of its own',
        'A DOCTYPE is read.',
        edit(
          'src/core/saml/metadata-screen.ts',
          "if (head.startsWith('<!doctype')) return { ok: false, problem: doctypeProblem }",
          '',
        ),
        edit(
          'src/core/saml/metadata-parser.ts',
          "parser.on('doctype', () => {\n    throw new Refusal(doctypeProblem)\n  })",
          '',
        ),
      ),
      proof(
        'test/unit/core/saml/metadata-limits.test.ts',
        'each danger has words of its own',
        'XML may be nested without end.',
        edit(
          'src/core/saml/metadata-parser.ts',
          'const maximumDepth = 100',
          'const maximumDepth = 1_000_000',
        ),
      ),
      proof(
        'test/unit/core/set-up-file/yaml-text.test.ts',
        'deeply nested %s are refused while they are read',
        'YAML may be nested without end.',
        edit(
          'src/core/set-up-file/yaml-text.ts',
          'if (parser.stack.length > maximumDepth + otherOpenTokens) throw new TooDeep()',
          '',
        ),
      ),
      proof(
        'test/e2e/set-up-file.spec.ts',
        'the end of the process that reads files ends as an error, and the next file is read',
        'Files are read by a thread of the app.',
        edit(
          'src/main/compose-estate.ts',
          'startFileReader(folder)',
          "startWorker(join(import.meta.dirname, 'file-process.js'), folder)",
        ),
      ),
    ],
  },
  {
    id: 'S8',
    item: 'Files of others change nothing else',
    does: 'A set-up names organizations, connections and SCIM clients only; its length, depth, names and values are checked first.',
    proofs: [
      proof(
        'test/unit/core/set-up-file/hostile.test.ts',
        '%s is refused in words',
        'Names that change a prototype are taken.',
        edit(
          'src/core/set-up-file/form.ts',
          "new Set(['__proto__', 'constructor', 'prototype'])",
          'new Set()',
        ),
      ),
      proof(
        'test/unit/core/set-up-file/hostile.test.ts',
        'a file that is too large is refused without being parsed',
        'A file may have any length.',
        edit(
          'src/core/set-up-file/screen.ts',
          'if (text.length > maximumCharacters) {',
          'if (text.length > Infinity) {',
        ),
      ),
    ],
  },
  {
    id: 'S9',
    item: 'Links only show a place',
    does: 'A link of the app names a project and perhaps an organization or a connection; anything else is ignored.',
    proofs: [
      proof(
        'test/e2e/links.spec.ts',
        'a hostile link does nothing: no request, no edit, no other place',
        'A link may go on after the place.',
        edit('src/core/links/app-link.ts', '))?/?$`,', '))?`,'),
      ),
    ],
  },
]
