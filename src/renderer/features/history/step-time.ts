const sameDay = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })
const otherDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** When a step was done, as short as it is clear: "14:05" today, "3 Nov, 14:05" before. */
export function stepTime(iso: string, now: number): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return ''
  const isToday = new Date(time).toDateString() === new Date(now).toDateString()
  return (isToday ? sameDay : otherDay).format(time)
}
