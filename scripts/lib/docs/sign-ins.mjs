// docs/sign-ins.md: what the mapper lab knows of Ory, and what that rests on, made from the facts that the tests hold.
import { cell, table } from './table.mjs'

const words = { run: 'from a run', reading: 'from reading', unknown: 'not known' }

/** The whole page, from test/support/sign-in-facts.ts. */
export function signInsPage({ facts, heldBy, limits, counts }) {
  const rows = facts.map((fact) => [
    fact.about,
    cell(fact.what),
    words[fact.known],
    fact.known === 'run' ? `${heldBy(fact).length} sign-ins` : cell(fact.from),
  ])
  return `# What the lab knows of a sign-in

Made by \`npm run docs\` from \`test/support/sign-in-facts.ts\`; not to be edited by hand.

The mapper lab foretells where a person ends who registers or signs in through a mapper, and what the identity then
is. What it says rests on one of three:

- **from a run**: a real Ory Kratos (main branch of 29 July 2026) was seen to do it with a real OpenID Connect
  provider of kind \`generic\`, in a browser. The sign-ins lie in \`test/fixtures/mapper/sign-ins.json\`, and
  \`test/contract/mapper/sign-ins.test.ts\` holds the lab to each of them.
- **from reading**: it stands in Kratos' source or in Ory's documentation, and nobody tried it here.
- **not known**: the lab cannot say it, and says so.

Of ${counts.all} sign-ins ${counts.foretold} end as foretold, each with its identity, addresses and messages.

${table([['Step', 'What', 'Known', 'From'], ...rows])}

## Sign-ins that cannot be foretold

${table([['Sign-in', 'Why'], ...limits.map(([name, why]) => [`\`${name}\``, cell(why)])])}
`
}
