/** The command line: {@code medley list}, {@code describe}, {@code plan}, {@code generate}, … */
package dev.medley.jobs;
