import type { Page } from '@playwright/test'

/** Drops a text, or files by their names, on the first element that a selector names. */
export async function drop(
  page: Page,
  on: string,
  { text, files = {} }: { readonly text?: string; readonly files?: Record<string, string> },
): Promise<void> {
  const data = await page.evaluateHandle(
    (dropped) => {
      const transfer = new DataTransfer()
      if (dropped.text !== undefined) transfer.setData('text/plain', dropped.text)
      for (const [name, content] of Object.entries(dropped.files)) {
        transfer.items.add(new File([content], name))
      }
      return transfer
    },
    { text, files },
  )
  await page.locator(on).first().dispatchEvent('drop', { dataTransfer: data })
}
