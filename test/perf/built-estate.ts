import { join } from 'node:path'
import { success } from '../../src/core/errors/result'
import { startWorker } from '../../src/main/concurrency/start-worker'
import { createAppFiles } from '../../src/main/files/app-files'
import { createJsonFiles } from '../../src/main/files/store/json-files'
import { createNotices } from '../../src/main/files/store/notices'
import type { MapperEngine } from '../../src/main/mapper/engine'
import { createEstate } from '../../src/main/services/estate/estate'
import { appFolder } from '../support/window/app'

/** The built thread over a folder, as the app has it. */
export const builtEstate = (folder: string) =>
  createEstate({
    drafts: createAppFiles(createJsonFiles({ folder, notices: createNotices() })).drafts,
    history: { list: () => Promise.resolve(success([])) },
    start: () => startWorker(join(appFolder, 'out', 'main', 'estate-thread.js'), folder),
    // Of the engine only its linter is asked, which has nothing to say.
    engine: { lint: () => Promise.resolve(success([])) } as unknown as MapperEngine,
  })
