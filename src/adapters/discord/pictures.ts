import { type APIMediaGalleryComponent, ComponentType, type RawFile } from "discord.js";
import type { Card } from "../../cards/card.ts";
import { heatMapSvg, heatMapThemes } from "../../cards/insights/heat-map.ts";
import { cut, discordLimits } from "./limits.ts";

/** Draws SVG text as a PNG. */
export type DrawPicture = (svg: string) => Promise<Uint8Array>;

/** A card's pictures: the files to upload, and the component that shows them. */
export interface CardPictures {
  readonly gallery: APIMediaGalleryComponent;
  readonly files: RawFile[];
  /** What the message says about its files. */
  readonly attachments: readonly { readonly id: string; readonly filename: string }[];
}

/** Null for a card without pictures. */
export async function picturesOf({ blocks }: Card, draw: DrawPicture): Promise<CardPictures | null> {
  const heatMaps = blocks.flatMap((block) => (block.type === "picture" ? [block.heatMap] : []));
  if (heatMaps.length === 0) return null;
  const files = await Promise.all(
    heatMaps.map(async (heatMap, index) => ({
      name: `picture-${index + 1}.png`,
      contentType: "image/png",
      data: Buffer.from(await draw(heatMapSvg(heatMap, heatMapThemes.light))),
    })),
  );
  const items = heatMaps.map(({ description }, index) => ({
    media: { url: `attachment://picture-${index + 1}.png` },
    description: cut(description, discordLimits.mediaDescription.most),
  }));
  const attachments = files.map(({ name: filename }, index) => ({ id: String(index), filename }));
  return { gallery: { type: ComponentType.MediaGallery, items }, files, attachments };
}
