/** The page about a written output: what is in it, its pictures, and what its questions give. */
package dev.medley.report;
