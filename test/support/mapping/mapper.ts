import {
  createMapperEngine,
  type MapperEngine,
  type MapperEngineOptions,
} from '../../../src/main/mapper/engine'
import { compileEngine } from '../../../src/main/mapper/engine-file'
import { buildMapperIfNeeded, mapperFolder } from '../../../scripts/lib/mapper-build.mjs'
import { locked } from '../../../scripts/lib/lock.mjs'
import { pathToFileURL } from 'node:url'

const built = (name: string) => pathToFileURL(`${mapperFolder}/${name}`)

/** Workers as shipped: the built worker and the built module. */
export async function workers(): Promise<MapperEngineOptions> {
  await locked(() => buildMapperIfNeeded())
  return {
    workerFile: built('worker.js'),
    compile: () => compileEngine(built('jsonnet.wasm')),
    compileValidator: () => compileEngine(built('identity.wasm')),
  }
}

/** The engine with such workers. */
export async function startEngine(
  options: { killAfter?: number; spare?: boolean; processorTime?: () => number } = {},
): Promise<MapperEngine> {
  return createMapperEngine({ ...(await workers()), ...options })
}

/** The mapper's text in an evaluation without claims. */
export const bare = (text: string, claims = '{}') => ({
  text,
  fileName: 'mapper.jsonnet',
  variables: { claims, identity: '{}' },
})
