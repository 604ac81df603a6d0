// The style sheet and the script, read once at start. Their address holds a hash of their content, so that browsers may
// keep them for ever and never mix versions.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const assetNames = ['page.css', 'page.js'] as const;
export type AssetName = (typeof assetNames)[number];

export type Asset = { readonly content: Uint8Array; readonly type: string; readonly hash: string };

function load(name: AssetName, type: string): Asset {
  const content = readFileSync(join(import.meta.dirname, 'assets', name));
  return { content, type, hash: createHash('sha256').update(content).digest('base64url').slice(0, 16) };
}

export const assets: Readonly<Record<AssetName, Asset>> = {
  'page.css': load('page.css', 'text/css; charset=utf-8'),
  'page.js': load('page.js', 'text/javascript; charset=utf-8'),
};

export function assetPath(name: AssetName): string {
  return `/assets/${name}?v=${assets[name].hash}`;
}
