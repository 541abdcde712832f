/** What a scenario's tables promise, as a data contract and as SQL for a catalog. */
package dev.medley.contract;
