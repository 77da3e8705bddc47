import type { NextConfig } from 'next';

// The page is built once into out/ and served by server/main.ts: see docs/decisions/0001-static-export.md.
const config: NextConfig = {
  output: 'export',
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // `npm run dev` answers at both names of this machine.
  allowedDevOrigins: ['127.0.0.1'],
  // Stories show the screens without a server: `WAGGLE_STORIES=1 next build`, then /stories?story=busy.
  pageExtensions: ['tsx', ...(process.env.WAGGLE_STORIES ? ['story.tsx'] : [])],
  images: { unoptimized: true },
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    root: import.meta.dirname,
    // HTML in a text stays text: see components/markdown/RichMarkdown.tsx.
    resolveAlias: { 'rehype-raw': './components/markdown/noHtml.ts' },
  },
};

export default config;
