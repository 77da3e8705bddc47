import type { PrismaClient } from './database.ts';

/** What an admin set for a provider, as it is stored: the key sealed. */
export type ProviderSetting = {
  providerId: string;
  sealedKey: string | null;
  baseUrl: string | null;
  models: string[];
};

export function readProviderSettings(prisma: PrismaClient): Promise<ProviderSetting[]> {
  return prisma.providerSetting.findMany({
    select: { providerId: true, sealedKey: true, baseUrl: true, models: true },
  });
}

export async function writeProviderSetting(prisma: PrismaClient, setting: ProviderSetting): Promise<void> {
  const { providerId, ...values } = setting;
  await prisma.providerSetting.upsert({ where: { providerId }, create: setting, update: values });
}
