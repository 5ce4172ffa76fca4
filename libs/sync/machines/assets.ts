import type { Asset } from '@passerelle/ticket';
import { nameOf } from './match.js';

/** What a tool newly ties to a ticket, and what it no longer does. */
export interface AssetNews {
  readonly added: readonly Asset[];
  readonly removed: readonly Asset[];
}

/** One machine, as far as both know what it is known by: a serial number before a UUID before a name. */
export function sameAsset(a: Asset, b: Asset): boolean {
  if (a.serial !== null && b.serial !== null) return a.serial.toLowerCase() === b.serial.toLowerCase();
  if (a.uuid !== null && b.uuid !== null) return a.uuid === b.uuid;
  return nameOf(a.name) === nameOf(b.name);
}

/** What differs between what a tool says now and what it said last. */
export function assetNews(now: readonly Asset[], last: readonly Asset[]): AssetNews {
  return { added: without(now, last), removed: without(last, now) };
}

/**
 * The machines of a ticket after a tool's news. Ties are a set that several tools hold parts of: a tool that can name one machine
 * alone, or knows some of them only, says nothing about the others.
 */
export function foldAssets(before: readonly Asset[], { added, removed }: AssetNews): readonly Asset[] {
  const left = without(before, removed);
  return [...left, ...without(added, left)];
}

/** The first list without what is in the second, each once. */
export function without(assets: readonly Asset[], others: readonly Asset[]): readonly Asset[] {
  const kept: Asset[] = [];
  for (const asset of assets) if (![...others, ...kept].some((other) => sameAsset(asset, other))) kept.push(asset);
  return kept;
}
