import { type HeatMap, heatMapSvg } from "./insights/heat-map.ts";
import { type ProgressDrawing, progressSvg } from "./learner/progress-svg.ts";
import type { PictureTheme } from "./picture-theme.ts";

/** What a card can draw. */
export type Drawing = ({ readonly kind: "heat-map" } & HeatMap) | ({ readonly kind: "progress" } & ProgressDrawing);

/** The drawing as SVG, complete except for the font, with a description. */
export function pictureSvg(drawing: Drawing, theme: PictureTheme): string {
  return drawing.kind === "heat-map" ? heatMapSvg(drawing, theme) : progressSvg(drawing, theme);
}
