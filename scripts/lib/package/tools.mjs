// The tools that only packaging needs. They are a quarter of all packages, so they have a folder of their own and are
// installed there by the commands that use them.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { locked } from '../lock.mjs'
import { root } from '../paths.mjs'
import { preparePackages } from '../prepare/packages.mjs'

const folder = join(root, 'packaging')
const require = createRequire(join(folder, 'package.json'))

export const preparePackagingTools = () => locked(() => preparePackages(folder))

/** What a tool exports. `preparePackagingTools` comes before. */
export const packagingTool = (name) => require(name)
