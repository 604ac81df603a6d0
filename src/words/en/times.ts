// Times as a reader says them. In a card the client fills in their own clock and zone; elsewhere UTC is named.

/** Adaptive Cards read {{TIME(…)}} only without fractions of a second. */
function toSeconds(at: string): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export const times = {
  /** For a TextBlock of a card: "14:05", with the day before it when that is another one. */
  onCard: (at: string, now: string): string => {
    const time = toSeconds(at);
    const sameDay = time.slice(0, 10) === toSeconds(now).slice(0, 10);
    return sameDay ? `{{TIME(${time})}}` : `{{DATE(${time}, SHORT)}}, {{TIME(${time})}}`;
  },
  dayOnCard: (at: string): string => `{{DATE(${toSeconds(at)}, SHORT)}}`,
  /** To the second, with the zone; for details, pages and exports. */
  exact: (at: string): string => `${toSeconds(at).replace('T', ' ').replace('Z', '')} UTC`,
};
