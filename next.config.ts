import type { NextConfig } from 'next';

// The page is built once into out/ and served by server/main.ts: see docs/decisions/0001-static-export.md.
const config: NextConfig = {
  output: 'export',
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
};

export default config;
