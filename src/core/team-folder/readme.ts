/** Written once into a team folder, and never again when somebody edited it. */
export const readmeText = `# Team folder of SSO Workbench

What a team shares about single sign-on in its Ory Network projects. It is made for git: the same state
is always the same text. No file holds a secret; client secrets and API keys are typed in the app.

- \`projects/SLUG.json\`: the organizations, connections and SCIM clients of a project
- \`publishes/SLUG.json\`: the publish that this state came from, if it was made with the app: when, by whom and why
- \`mappers/NAME/mapper.jsonnet\`: a mapper, beside its name and notes (\`about.json\`) and its cases
- \`pairs/A--B.json\`: what is expected to differ between two projects, what belongs together, and which
  values take the place of others

In the app, **Compare** has this folder as a side: it shows what differs between this folder and the server, loads the folder as a
draft, and writes the server's state into it. It never overwrites a file that changed after it was read.

To check the folder, as in CI, in a checkout of SSO Workbench:

    npm run --silent sso -- team check DIR

This file is yours: the app does not write it again.
`

/** Line ends that stay the same on every system, for the files of a team folder only. */
export const attributesText = `# Written by SSO Workbench: the same line ends on every system.
projects/** text eol=lf
publishes/** text eol=lf
pairs/** text eol=lf
mappers/** text eol=lf
team-folder.json text eol=lf
`
