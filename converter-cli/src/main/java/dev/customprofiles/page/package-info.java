/**
 * One HTML page that shows a profile, or several at many instants: self-contained, without a network. {@link
 * dev.customprofiles.page.Page} puts it together of resources that stand beside these classes and of data that {@link
 * dev.customprofiles.page.PageData} writes.
 */
package dev.customprofiles.page;
