import type { Protection } from './protection'

/** What a person agrees to, and what pages may do to the person and this computer. */
export const consentRules: readonly Protection[] = [
  {
    id: 'S20',
    item: 'Consent is given in main',
    does: 'Main asks in dialogs of the system, one at a time, about what it looked up itself; after a no it does not ask again at once.',
    proofs: [
      {
        file: 'test/unit/main/services/guards/guards.test.ts',
        title:
          'a locked project takes no publish, from the next start on too, and is unlocked by a yes',
        planted: 'A page may have the person asked again at once.',
        edits: [
          {
            file: 'src/main/services/ask-person.ts',
            find: 'if (pause > 0) {',
            put: 'if (pause > 600_000) {',
          },
        ],
      },
      {
        file: 'test/unit/main/check/check-service.test.ts',
        title: 'reads from a private network only what main itself asked the person about',
        planted: 'A page may say that a person agreed.',
        edits: [
          {
            file: 'src/main/check/check-service.ts',
            find: 'const isAsked = privateHost !== undefined && !allowedHosts.has(privateHost)',
            put: 'const isAsked = false',
          },
        ],
      },
    ],
  },
  {
    id: 'S21',
    item: 'The window of a test sign-in can be left',
    does: 'Its pages show no dialogs, and what they answer before they are left is ignored.',
    proofs: [
      {
        file: 'test/e2e/try-connection.spec.ts',
        title: 'a sign-in at a real provider, in a window without any power, becomes a case',
        planted: 'A page may hold its window.',
        edits: [
          {
            file: 'src/main/app/sign-in-window.ts',
            find: "contents.on('will-prevent-unload', (event) => event.preventDefault())",
            put: '',
          },
        ],
      },
      {
        file: 'test/e2e/try-connection.spec.ts',
        title: 'a sign-in at a real provider, in a window without any power, becomes a case',
        planted: 'A page may show dialogs.',
        edits: [
          {
            file: 'src/main/app/sign-in-window.ts',
            find: 'disableDialogs: true,',
            put: '',
          },
        ],
      },
    ],
  },
  {
    id: 'S22',
    item: 'The demo reads its own storage alone',
    does: 'Without TLS it reads from its own server on this computer, and from no other that listens here.',
    proofs: [
      {
        file: 'test/unit/main/api/storage.test.ts',
        title: 'the demo reads its own storage alone, and no other server of this computer',
        planted: 'Any server of this computer is read.',
        edits: [
          {
            file: 'src/main/api/storage.ts',
            find: 'return own === undefined || new URL(own).origin === new URL(address).origin',
            put: 'return true',
          },
        ],
      },
    ],
  },
  {
    id: 'S23',
    item: 'A project is named by its server too',
    does: 'Requests and secrets go to the server in the id of their project; one that is not Ory’s is confirmed in main. An answer loses the secrets of its own server alone; a value that a server gives is a secret only where it is shaped like a token; no request carries the text that stands for a hidden secret.',
    proofs: [
      {
        file: 'test/unit/main/services/projects/two-servers.test.ts',
        title:
          'where the access is for another server than the project, nothing is sent and no secret is read',
        planted: 'The server in the id is not compared.',
        edits: [
          {
            file: 'src/main/api/uuid-at.ts',
            find: 'if (server === serverOf(access)) return success(uuid)',
            put: 'if (server !== undefined) return success(uuid)',
          },
        ],
      },
      {
        file: 'test/unit/main/services/projects/two-servers.test.ts',
        title:
          'gets nothing before main has asked, and a no is not followed by a heap of questions',
        planted: 'A key goes to any server that a page names.',
        edits: [
          {
            file: 'src/main/services/workspaces/workspaces.ts',
            find: 'const confirmed = await origins.check(to.value.apiAddress)\n      if (!confirmed.ok) return confirmed\n      const listed = await readWorkspaces(client, to.value, signal)\n      if (!listed.ok) return listed\n      const { workspaces, refused }',
            put: 'const listed = await readWorkspaces(client, to.value, signal)\n      if (!listed.ok) return listed\n      const { workspaces, refused }',
          },
        ],
      },
      {
        file: 'test/unit/main/services/projects/two-servers.test.ts',
        title: 'what a server gives as a new key hides nothing of another server: %s',
        planted: 'Answers of all servers lose the secrets of each.',
        edits: [
          {
            file: 'src/main/scrub/secrets-in-use.ts',
            find: 'answerPattern(byServer.get(server) ?? [])',
            put: 'answerPattern(known)',
          },
          {
            file: 'src/main/scrub/secrets-in-use.ts',
            find: 'patterns.delete(server)',
            put: 'patterns.clear()',
          },
        ],
      },
      {
        file: 'test/unit/main/services/projects/two-servers.test.ts',
        title: 'what a server gives as a new key hides nothing of another server: %s',
        planted: 'Any value is a token.',
        edits: [
          {
            file: 'src/main/scrub/secrets-in-use.ts',
            find: 'tokenShape.test(text)',
            put: 'tokenShape.source.length < text.length + 99',
          },
        ],
      },
      {
        file: 'test/unit/main/api/scrub.test.ts',
        title: 'a body that would write back what hides a secret is not sent: %s',
        planted: 'What stands for a secret is sent.',
        edits: [
          {
            file: 'src/main/api/client.ts',
            find: 'call.body === undefined ? undefined : hiddenReason(call.body)',
            put: 'call.body === undefined ? undefined : hiddenReason(null)',
          },
        ],
      },
    ],
  },
]
