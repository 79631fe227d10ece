module.exports = { testDir: '.', reporter: 'json', fullyParallel: false };
