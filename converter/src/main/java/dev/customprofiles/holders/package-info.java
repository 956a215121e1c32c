/**
 * What a heap dump tells about recorded objects: how they are held, and by what.
 *
 * <p>Begin with {@link dev.customprofiles.holders.Holders}. The module {@code heap} reads it from a dump, and the writers show it.
 */
package dev.customprofiles.holders;
