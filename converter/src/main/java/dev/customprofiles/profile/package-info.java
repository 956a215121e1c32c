/** What is written: samples with stacks and values, wherever they come from. In pprof's terms, and without its encoding. */
package dev.customprofiles.profile;
