/** Live sets in the forms that people and other programs read; knows nothing of recordings. */
package dev.customprofiles.writer;
