"""Import, export and webhooks: conversion between other formats and the product's records."""
