/**
 * Questions as people ask them, of a recording: which profile, when, which of its objects. What they wrote is checked
 * here and resolved against the recording, and every complaint is a {@link dev.customprofiles.query.QueryException} that
 * says whose mistake it is.
 */
package dev.customprofiles.query;
