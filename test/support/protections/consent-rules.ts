import { edit, proof, type Protection } from './protection'

/** What a person agrees to, and what pages may do to the person and this computer. */
export const consentRules: readonly Protection[] = [
  {
    id: 'S20',
    item: 'Consent is given in main',
    does: 'Main asks in dialogs of the system, one at a time, about what it looked up itself; after a no it does not ask again at once.',
    proofs: [
      proof(
        'test/unit/main/services/guards/guards.test.ts',
        'a locked project takes no publish, from the next start on too, and is unlocked by a yes',
        'A page may have the person asked again at once.',
        edit('src/main/services/ask-person.ts', 'if (pause > 0) {', 'if (pause > 600_000) {'),
      ),
      proof(
        'test/unit/main/check/check-service.test.ts',
        'reads from a private network only what main itself asked the person about',
        'A page may say that a person agreed.',
        edit(
          'src/main/check/check-service.ts',
          'const isAsked = privateHost !== undefined && !allowedHosts.has(privateHost)',
          'const isAsked = false',
        ),
      ),
    ],
  },
  {
    id: 'S21',
    item: 'The window of a test sign-in can be left',
    does: 'Its pages show no dialogs, and what they answer before they are left is ignored.',
    proofs: [
      proof(
        'test/e2e/try-connection.spec.ts',
        'a sign-in at a real provider, in a window without any power, becomes a case',
        'A page may hold its window.',
        edit(
          'src/main/app/sign-in-window.ts',
          "contents.on('will-prevent-unload', (event) => event.preventDefault())",
          '',
        ),
      ),
      proof(
        'test/e2e/try-connection.spec.ts',
        'a sign-in at a real provider, in a window without any power, becomes a case',
        'A page may show dialogs.',
        edit('src/main/app/sign-in-window.ts', 'disableDialogs: true,', ''),
      ),
    ],
  },
  {
    id: 'S22',
    item: 'The demo reads its own storage alone',
    does: 'Without TLS it reads from its own server on this computer, and from no other that listens here.',
    proofs: [
      proof(
        'test/unit/main/api/storage.test.ts',
        'the demo reads its own storage alone, and no other server of this computer',
        'Any server of this computer is read.',
        edit(
          'src/main/api/storage.ts',
          'return own === undefined || new URL(own).origin === new URL(address).origin',
          'return true',
        ),
      ),
    ],
  },
  {
    id: 'S23',
    item: 'A project is named by its server too',
    does: 'Requests and secrets go to the server in the id of their project; one that is not Ory’s is confirmed in main. An answer loses the secrets of its own server alone; a value that a server gives is a secret only where it is shaped like a token; no request carries the text that stands for a hidden secret.',
    proofs: [
      proof(
        'test/unit/main/services/projects/two-servers.test.ts',
        'where the access is for another server than the project, nothing is sent and no secret is read',
        'The server in the id is not compared.',
        edit(
          'src/main/api/uuid-at.ts',
          'if (server === serverOf(access)) return success(uuid)',
          'if (server !== undefined) return success(uuid)',
        ),
      ),
      proof(
        'test/unit/main/services/projects/two-servers.test.ts',
        'gets nothing before main has asked, and a no is not followed by a heap of questions',
        'A key goes to any server that a page names.',
        edit(
          'src/main/services/workspaces/workspaces.ts',
          'const confirmed = await origins.check(to.value.apiAddress)\n      if (!confirmed.ok) return confirmed\n      const listed = await readWorkspaces(client, to.value, signal)\n      if (!listed.ok) return listed\n      const { workspaces, refused }',
          'const listed = await readWorkspaces(client, to.value, signal)\n      if (!listed.ok) return listed\n      const { workspaces, refused }',
        ),
      ),
      proof(
        'test/unit/main/services/projects/two-servers.test.ts',
        'what a server gives as a new key hides nothing of another server: %s',
        'Answers of all servers lose the secrets of each.',
        edit(
          'src/main/scrub/secrets-in-use.ts',
          'answerPattern(byServer.get(server) ?? [])',
          'answerPattern(known)',
        ),
        edit('src/main/scrub/secrets-in-use.ts', 'patterns.delete(server)', 'patterns.clear()'),
      ),
      proof(
        'test/unit/main/services/projects/two-servers.test.ts',
        'what a server gives as a new key hides nothing of another server: %s',
        'Any value is a token.',
        edit(
          'src/main/scrub/secrets-in-use.ts',
          'tokenShape.test(text)',
          'tokenShape.source.length < text.length + 99',
        ),
      ),
      proof(
        'test/unit/main/api/scrub.test.ts',
        'a body that would write back what hides a secret is not sent: %s',
        'What stands for a secret is sent.',
        edit(
          'src/main/api/client.ts',
          'call.body === undefined ? undefined : hiddenReason(call.body)',
          'call.body === undefined ? undefined : hiddenReason(null)',
        ),
      ),
    ],
  },
]
