"""The memo as a workbook: one sheet a module, every number a formula that leads back to the cells that it rests on."""
