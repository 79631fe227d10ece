module.exports = () => require('@gradcheck/reporters').json();
