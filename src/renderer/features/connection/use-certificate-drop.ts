import type { ComputedRef } from 'vue'
import type { WorkingConnection } from '../../../core/draft/working-copy'
import { bringsSomething, certificatesGiven } from '../../composables/given-certificate'
import { isField } from '../../composables/text-target'
import { useProject } from '../../project/use-project'

/** Opens what is dropped on a SAML connection as its new certificate. Text dropped into a field stays there. */
export function useCertificateDrop(connection: ComputedRef<WorkingConnection | undefined>) {
  const project = useProject()

  function takes({ dataTransfer, target }: DragEvent): boolean {
    const { value: to } = connection
    const isEditable = to?.protocol === 'saml' && to.status !== 'deleted' && !to.ambiguous
    // Rows of the lists that are dragged have text as well.
    if (!isEditable || !dataTransfer || project.place.dragged) return false
    return (
      bringsSomething(dataTransfer) && (dataTransfer.types.includes('Files') || !isField(target))
    )
  }

  function onOver(event: DragEvent): void {
    if (takes(event)) event.preventDefault()
  }

  async function onDrop(event: DragEvent): Promise<void> {
    if (!takes(event) || !event.dataTransfer) return
    event.preventDefault()
    const key = connection.value?.target.key
    const given = await certificatesGiven(event.dataTransfer)
    if (connection.value?.target.key !== key || project.place.dialog) return
    project.place.open({ name: 'certificate', given })
  }

  return { onOver, onDrop }
}
