import type { MetadataRoute } from "next";
import { t } from "@/lib/text/catalogue";

/** What a phone or a desktop needs to install Parley. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: t.common.product,
    short_name: t.common.product,
    description: t.common.description,
    start_url: "/w",
    scope: "/",
    display: "standalone",
    background_color: "#fcfbf7",
    theme_color: "#1c5a45",
    categories: ["productivity", "business"],
    icons: [192, 512].flatMap((size) => [
      {
        src: `/icons/icon-${size}.png`,
        sizes: `${size}x${size}`,
        type: "image/png",
        purpose: "any" as const,
      },
      {
        src: `/icons/maskable-${size}.png`,
        sizes: `${size}x${size}`,
        type: "image/png",
        purpose: "maskable" as const,
      },
    ]),
  };
}
