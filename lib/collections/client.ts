import type { z } from "zod";
import { call } from "@/lib/core/call";
import {
  type AddSources,
  addSourcesRoute,
  createCollectionRoute,
  deleteCollectionRoute,
  getCollectionRoute,
  listCollectedRoute,
  listCollectionsRoute,
  removeSourceRoute,
  restoreCollectionRoute,
  type UpdateCollection,
  updateCollectionRoute,
} from "./schema";

type InWorkspace = { workspace: string };
type OfCollection = InWorkspace & { collectionId: string };

export const fetchCollections = (params: InWorkspace, query: { cursor?: string; holding?: string } = {}) =>
  call(listCollectionsRoute, { params, query: { ...query, limit: 100 } });
export const fetchCollection = (params: OfCollection) => call(getCollectionRoute, { params });
export const postCollection = (params: InWorkspace, body: z.input<typeof createCollectionRoute.body>) =>
  call(createCollectionRoute, { params, body });
export const patchCollection = (params: OfCollection, body: UpdateCollection) =>
  call(updateCollectionRoute, { params, body });
export const deleteCollection = (params: OfCollection) => call(deleteCollectionRoute, { params });
export const restoreCollection = (params: OfCollection) => call(restoreCollectionRoute, { params });
export const fetchCollected = (params: OfCollection, query: { cursor?: string } = {}) =>
  call(listCollectedRoute, { params, query: { ...query, limit: 100 } });
export const postSources = (params: OfCollection, body: Partial<AddSources>) =>
  call(addSourcesRoute, { params, body });
export const deleteSource = (params: OfCollection & { sourceId: string }) =>
  call(removeSourceRoute, { params });
