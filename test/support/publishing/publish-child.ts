// A separate process that publishes the stored draft as soon as it gets a line, to be killed during it.
import { once } from 'node:events'
import { planPublish, planText } from '../../../src/core/publish/publish-plan'
import { startServices } from './crash-services'
import { agreeingTo } from './agreeing'

const [folder = '', apiAddress = '', apiKey = '', projectId = ''] = process.argv.slice(2)
const { files, publishing } = await startServices({ folder, apiAddress, apiKey })
const [snapshot, draft] = await Promise.all([
  files.snapshots.read(projectId as never),
  files.drafts.read(projectId as never),
])
if (!snapshot.ok || !snapshot.value || !draft.ok || !draft.value) throw new Error('Nothing is kept')
const shown = planText(planPublish(snapshot.value, draft.value.intents))
const agreed = agreeingTo(snapshot.value, draft.value)
process.stdout.write('ready\n')
await once(process.stdin, 'data')
const result = await publishing.publish({
  projectId: projectId as never,
  excluded: [],
  shown,
  ...agreed,
})
process.stdout.write(`${result.ok ? result.value.kind : result.error.code}\n`)
process.exit(0)
