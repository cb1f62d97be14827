import { sampleFileSchema, type SampleFile } from '../../core/mapper/samples/sample'

const files = import.meta.glob<unknown>('../../samples/*.json', {
  eager: true,
  import: 'default',
})

/** Every sample file. A test checks each against the schema, so a failure here is a bug. */
export const sampleFiles: readonly SampleFile[] = Object.values(files).map((file) =>
  sampleFileSchema.parse(file),
)
