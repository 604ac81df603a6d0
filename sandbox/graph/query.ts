// $select, $filter and $top, applied to what was found; other query options are refused rather than ignored.

import { isProperty, type ShapeName } from './body.ts';
import { readFilter, unknownProperty } from './filter.ts';
import { type Checked, refused, sound, unsound } from './reply.ts';

export type Entity = Readonly<Record<string, unknown>>;

export type Selection = { readonly list: string; readonly of: (entity: Entity) => Entity };

/** `byDefault` names what comes without $select; null is everything. */
export function readSelect(
  query: URLSearchParams,
  shape: ShapeName,
  byDefault: readonly string[] | null = null,
): Checked<Selection> {
  const unsupported = [...query.keys()].find((name) => !['$select', '$filter', '$top', '$count'].includes(name));
  if (unsupported !== undefined) {
    return unsound(refused(400, 'Request_UnsupportedQuery', `The query option '${unsupported}' is not supported.`));
  }
  const asked = query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  const unknown = asked?.find((name) => !isProperty(shape, name));
  if (unknown !== undefined) return unsound(unknownProperty(unknown, shape));
  const names = asked ?? byDefault;
  return sound({
    list: asked === undefined ? '' : `(${asked.join(',')})`,
    of: (entity) => (names === null ? entity : Object.fromEntries(names.map((name) => [name, entity[name] ?? null]))),
  });
}

export function chosen(
  query: URLSearchParams,
  shape: ShapeName,
  entities: readonly Entity[],
): Checked<readonly Entity[]> {
  const filter = readFilter(query.get('$filter'), shape);
  if (!filter.ok) return filter;
  const top = query.get('$top');
  if (top !== null && !/^[1-9]\d{0,2}$/.test(top)) {
    return unsound(refused(400, 'BadRequest', `Invalid value '${top}' for $top query option found.`));
  }
  return sound(entities.filter(filter.value).slice(0, top === null ? 100 : Number(top)));
}
