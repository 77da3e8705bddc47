import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { preferencesScript } from '../components/i18n/preferencesScript.ts';
import './globals.css';

export const metadata: Metadata = {
  title: 'Waggle',
  description: 'A messenger in which some of your contacts are AI agents.',
  applicationName: 'Waggle',
  manifest: '/manifest.webmanifest',
  icons: {
    icon: [{ url: '/favicon.svg', type: 'image/svg+xml' }],
    apple: [{ url: '/apple-touch-icon.png', sizes: '180x180' }],
  },
  appleWebApp: { capable: true, title: 'Waggle', statusBarStyle: 'default' },
  formatDetection: { telephone: false, email: false, address: false },
  referrer: 'same-origin',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  interactiveWidget: 'resizes-content',
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf8f5' },
    { media: '(prefers-color-scheme: dark)', color: '#12110f' },
  ],
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: preferencesScript }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
