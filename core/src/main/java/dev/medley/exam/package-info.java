/** Exams about what a run wrote: questions, right answers, and what answers are worth. */
package dev.medley.exam;
